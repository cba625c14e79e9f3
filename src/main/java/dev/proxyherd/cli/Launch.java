package dev.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The start of some members: all of them, or none. What has been started is stopped again when the
 * launch is closed, or this command is interrupted, before it was said to {@link #keep}.
 */
final class Launch implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final Members members;
  private final PrintWriter out;
  private final ProgressLine progress;
  private final Map<Member, MemberProcess> started = new LinkedHashMap<>();
  private final Thread interrupted = Thread.ofPlatform().unstarted(this::stop);
  private boolean over;

  Launch(Members members, PrintWriter out, ProgressLine progress) {
    this.members = members;
    this.out = out;
    this.progress = progress;
    Runtime.getRuntime().addShutdownHook(interrupted);
  }

  void start(List<Member> herd) {
    // One command at a time: two would find the same member not running, and both start it.
    try (var _ = members.lock()) {
      refuseRunning(herd);
      herd.forEach(Launch::checkPorts);
      herd.forEach(this::start);
    } catch (IOException e) {
      throw new HerdFailure("cannot work in %s: %s".formatted(members.folder(), e.getMessage()));
    }
  }

  private void refuseRunning(List<Member> herd) {
    var running = new ArrayList<String>();
    for (var member : herd) {
      var process = members.find(member);
      if (process != null) {
        running.add(process.toString());
      }
    }
    if (!running.isEmpty()) {
      throw new HerdFailure("already running: " + String.join(", ", running));
    }
  }

  private static void checkPorts(Member member) {
    var ports = new LinkedHashMap<String, Integer>();
    ports.put("client", member.clientPort());
    ports.put("peer", member.peerPort());
    ports.put("http", member.httpPort());
    if (member.webPort() > 0) {
      ports.put("web", member.webPort());
    }
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      try (var socket = new ServerSocket()) {
        var host = InetAddress.getByName(member.host());
        socket.bind(new InetSocketAddress(host, port.getValue()));
      } catch (IOException e) {
        var pid = new MemberEndpoint(member).pid();
        throw new HerdFailure(
            "%s's %s port %s:%d cannot be used: %s%s"
                .formatted(
                    member.name(),
                    port.getKey(),
                    member.host(),
                    port.getValue(),
                    e.getMessage(),
                    pid == null ? "" : "; a member that was started elsewhere has pid " + pid));
      }
    }
  }

  /** Not while {@link #stop} runs: an interrupted launch would go on starting members. */
  private synchronized void start(Member member) {
    refuseInterrupted();
    started.put(member, members.start(member));
  }

  /** Waits for {@link #stop} where that is at work. */
  private synchronized void refuseInterrupted() {
    if (over) {
      throw new HerdFailure("interrupted; what had been started is stopped");
    }
  }

  /**
   * Waits until all that were started are ready.
   *
   * @param linked whether that includes their links
   * @throws HerdFailure when one has ended, or time is up
   */
  void awaitReady(Duration limit, boolean linked) {
    var obstacles = new LinkedHashMap<Member, String>();
    started.keySet().forEach(member -> obstacles.put(member, "does not answer yet"));
    var ready =
        Pause.until(
            limit,
            () -> {
              started.forEach(this::checkAlive);
              for (var member : List.copyOf(obstacles.keySet())) {
                look(member, linked, obstacles);
              }
              progress.show(inWords(obstacles));
              return obstacles.isEmpty();
            });
    progress.clear();
    if (!ready) {
      throw new HerdFailure(
          "not ready within %d s: %s".formatted(limit.toSeconds(), inWords(obstacles)));
    }
  }

  private static String inWords(Map<Member, String> obstacles) {
    return obstacles.entrySet().stream()
        .map(entry -> entry.getKey().name() + " " + entry.getValue())
        .collect(joining("; "));
  }

  private void look(Member member, boolean linked, Map<Member, String> obstacles) {
    var obstacle = MemberStatus.obstacle(member, linked);
    if (obstacle == null) {
      obstacles.remove(member);
      progress.clear();
      out.printf("%s is %s%n", member.name(), linked ? "up and linked" : "up");
      out.flush();
    } else {
      obstacles.put(member, obstacle);
    }
  }

  private void checkAlive(Member member, MemberProcess process) {
    if (!process.isAlive()) {
      refuseInterrupted(); // which is why it has ended, then
      throw new HerdFailure(
          "%s has ended: %s".formatted(member.name(), Console.reason(members.console(member))));
    }
  }

  /** All is well: what has been started is to stay. */
  synchronized void keep() {
    over = true;
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException e) {
      // The hook is what has called, or is about to and will find nothing to do.
    }
  }

  private synchronized void stop() {
    if (!over) {
      over = true;
      members.stop(List.copyOf(started.values()), STOP_PATIENCE);
      members.forgetEnded(started.keySet().stream().map(members::folder).toList());
    }
  }
}
