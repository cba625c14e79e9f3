package dev.proxyherd.peer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Drives the sending side of a link as {@link SenderLink} and {@link LinkPump} do, in virtual time.
 */
final class SimulatedLink implements OutgoingLink, SenderSession.Driver {
  private static final long LASTING_NANOS = Duration.ofSeconds(5).toNanos();

  private final SimulatedNetwork network;
  private final Simulation simulation;
  private final SenderSession.Terms terms;
  private final BackOff backOff;
  private SimulatedConnection.@Nullable End connection;
  private boolean running = true;
  private boolean awake;
  private boolean dialling;

  /** Counts waits between dials, so that one that was cut short does nothing when it ends. */
  private int pauses;

  private boolean pausing;
  private long upSince;
  private long timerAt = Long.MAX_VALUE;
  private long lastNumber;
  private long sent;

  SimulatedLink(SimulatedNetwork network, SenderSession.Terms terms, BackOff backOff) {
    this.network = network;
    this.simulation = network.simulation;
    this.terms = terms;
    this.backOff = backOff;
  }

  void start() {
    terms.neighbour().attach(this);
    terms.store().onChange(this::wake);
    dial();
  }

  /** How many updates it has sent. */
  long sent() {
    return sent;
  }

  private void dial() {
    pausing = false;
    dialling = true;
    network.dial(
        terms.neighbours().self(),
        terms.neighbour().name(),
        end -> new SenderSession(end, terms, this),
        this::answered);
  }

  private void answered(SimulatedConnection.@Nullable End end) {
    dialling = false;
    if (end == null) {
      terms.neighbour().down("nobody answers");
      pause();
    } else if (!running) {
      end.close();
    } else {
      connection = end;
      upSince = 0;
      lastNumber = 0;
      end.onArrival(this::wake);
      wake();
    }
  }

  private void pause() {
    var mine = ++pauses;
    pausing = true;
    simulation.after(
        backOff.next(),
        () -> {
          if (running && pausing && mine == pauses) {
            dial();
          }
        });
  }

  @Override
  public void wake() {
    if (!awake && connection != null) {
      awake = true;
      simulation.after(simulation.upTo(Duration.ofNanos(50_000)), this::step);
    }
  }

  private void step() {
    awake = false;
    var end = connection;
    if (!running || end == null || (end.isOpen() && end.onTheirWay() > network.window)) {
      return;
    }
    var session = (SenderSession) end.session();
    try {
      var pause = session.step(simulation.now());
      if (upSince == 0 && session.isStreaming()) {
        upSince = simulation.now();
      }
      if (pause == 0) {
        wake();
      } else {
        wakeAfter(pause);
      }
    } catch (LinkException e) {
      ended(session, e);
    }
  }

  private void wakeAfter(long nanos) {
    var due = simulation.now() + nanos;
    if (timerAt <= simulation.now() || due < timerAt) {
      timerAt = due;
      simulation.after(nanos, this::wake);
    }
  }

  private void ended(SenderSession session, LinkException reason) {
    session.end();
    connection = null;
    timerAt = Long.MAX_VALUE;
    if (reason.isRefused()) {
      terms.neighbour().refused(reason.reason());
      backOff.slowDown();
    } else {
      terms.neighbour().down(reason.reason());
      if (upSince != 0 && simulation.now() - upSince > LASTING_NANOS) {
        backOff.reset();
      }
    }
    pause();
  }

  @Override
  public void flood(byte[] block) {
    var end = connection;
    if (end != null) {
      count(new String(block, java.nio.charset.StandardCharsets.ISO_8859_1));
      end.send(block);
    }
  }

  /** A feed goes forward: on one connection no change is sent twice. */
  private void count(String block) {
    for (var line : block.split("\n", -1)) {
      if (line.startsWith("AT ")) {
        sent++;
        var number = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
        if (number <= lastNumber) {
          throw new AssertionError("sent " + number + " behind " + lastNumber);
        }
        lastNumber = number;
      }
    }
  }

  @Override
  public void dialNow() {
    if (running && pausing && !dialling) {
      dial();
    }
  }

  @Override
  public void startAgain() {
    if (connection != null) {
      connection.close();
    }
  }

  /** The process has died. */
  void kill(boolean silently) {
    running = false;
    var end = connection;
    if (end != null && silently) {
      end.vanish();
    } else if (end != null) {
      end.close();
    }
  }
}
