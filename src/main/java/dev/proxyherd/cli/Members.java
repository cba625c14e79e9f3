package dev.proxyherd.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts members as processes of this machine, finds them again, and ends them. */
final class Members {
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

  private final Checkout checkout;
  private final PrintWriter out;
  private final ProgressLine progress;

  Members(Checkout checkout, PrintWriter out, ProgressLine progress) {
    this.checkout = checkout;
    this.out = out;
    this.progress = progress;
  }

  /** The member's process, or null when it does not run. */
  @Nullable MemberProcess find(Member member) {
    return MemberProcess.find(checkout.run(member));
  }

  /** The folders of all members that have been started here and not been taken down since. */
  List<Path> recordedFolders() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (var folders = Files.list(folder())) {
      return folders.filter(MemberProcess::isRecorded).sorted().toList();
    } catch (IOException e) {
      throw new HerdFailure("cannot read %s: %s".formatted(folder(), e));
    }
  }

  /** Whether the member has been started here and not been taken down with its herd since. */
  boolean isRecorded(Member member) {
    return MemberProcess.isRecorded(checkout.run(member));
  }

  /** Lets go of the records of members that do not run any more. */
  void forgetEnded(List<Path> folders) {
    for (var folder : folders) {
      if (MemberProcess.find(folder) == null) {
        MemberProcess.forget(folder);
      }
    }
  }

  /** Where all members leave what they leave behind. */
  Path folder() {
    return checkout.home().resolve("run");
  }

  /** Keeps other commands of this checkout from starting members, until it is closed. */
  Closeable lock() throws IOException {
    Files.createDirectories(folder());
    var channel = FileChannel.open(folder().resolve(".lock"), CREATE, WRITE);
    channel.lock();
    return channel; // whose end is the lock's too
  }

  Path folder(Member member) {
    return checkout.run(member);
  }

  Path console(Member member) {
    return checkout.run(member).resolve("console.log");
  }

  Path wireLog(Member member) {
    return checkout.run(member).resolve("wire.log");
  }

  /** Starts a member in the background. */
  MemberProcess start(Member member) {
    var console = console(member);
    try {
      Files.createDirectories(checkout.run(member));
      if (Files.exists(console)) {
        var previous = console.resolveSibling("console.log.1");
        Files.move(console, previous, StandardCopyOption.REPLACE_EXISTING);
      }
      var process = Background.start(checkout.command(member), checkout.home(), console);
      var started = new MemberProcess(member.name(), process.toHandle());
      try {
        started.record(checkout.run(member));
      } catch (IOException e) {
        started.kill();
        throw e;
      }
      return started;
    } catch (IOException e) {
      throw new HerdFailure("cannot start %s: %s".formatted(member.name(), e.getMessage()));
    }
  }

  /** Asks all to end, waits, and kills what is still there; returns when none is. */
  void stop(List<MemberProcess> members, Duration patience) {
    members.forEach(MemberProcess::end);
    if (!awaitEnd(members, patience)) {
      for (var member : members) {
        if (member.isAlive()) {
          out.printf("%s did not end within %d s: killed%n", member.name(), patience.toSeconds());
        }
      }
      kill(members);
    }
  }

  void kill(List<MemberProcess> members) {
    members.stream().filter(MemberProcess::isAlive).forEach(MemberProcess::kill);
    if (!awaitEnd(members, KILL_PATIENCE)) {
      throw new HerdFailure("could not be killed: " + pids(members));
    }
  }

  private boolean awaitEnd(List<MemberProcess> members, Duration patience) {
    try {
      return Pause.until(patience, () -> haveEnded(members));
    } finally {
      progress.clear();
    }
  }

  private boolean haveEnded(List<MemberProcess> members) {
    var alive = members.stream().filter(MemberProcess::isAlive).map(MemberProcess::name).toList();
    if (!alive.isEmpty()) {
      progress.show("waiting for %s to end".formatted(String.join(", ", alive)));
    }
    return alive.isEmpty();
  }

  private static List<String> pids(List<MemberProcess> members) {
    return members.stream().filter(MemberProcess::isAlive).map(MemberProcess::toString).toList();
  }
}
