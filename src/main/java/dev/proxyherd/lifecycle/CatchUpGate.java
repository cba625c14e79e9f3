package dev.proxyherd.lifecycle;

import static java.util.stream.Collectors.joining;

import dev.proxyherd.peer.CatchUp;
import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Holds back a member's readiness, though not its clients, until every neighbour that can be
 * reached has sent what this member has missed, or a limit has passed. What is ready stays ready.
 *
 * <p>Boot says that an application is ready when its runners have returned.
 */
final class CatchUpGate implements ApplicationRunner {
  private static final Log LOG = LogFactory.getLog(CatchUpGate.class);
  private static final long LOOK_NANOS = 20_000_000;

  private final Neighbours neighbours;
  private final Duration limit;
  private final ConfigurableApplicationContext context;
  private volatile boolean open;

  CatchUpGate(Neighbours neighbours, Duration limit, ConfigurableApplicationContext context) {
    this.neighbours = neighbours;
    this.limit = limit;
    this.context = context;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    var begun = System.nanoTime();
    while (context.isRunning()) {
      var waited = System.nanoTime() - begun;
      // A member that is told to stop meanwhile is never to be called ready: this returns when it
      // has stopped.
      if (!context.isClosed() && (!isWaiting() || waited >= limit.toNanos())) {
        open(Duration.ofNanos(waited));
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean isWaiting() {
    return neighbours.all().stream().anyMatch(known -> CatchUp.of(known) == CatchUp.WAITING);
  }

  private void open(Duration waited) {
    open = true;
    if (neighbours.all().isEmpty()) {
      return;
    }
    var result =
        "Catching up has ended after %d ms: %s"
            .formatted(
                waited.toMillis(),
                neighbours.all().stream()
                    .map(known -> known.name() + " " + describe(known))
                    .collect(joining(", ")));
    if (isWaiting()) {
      LOG.warn(result + "; the limit is " + limit);
    } else {
      LOG.info(result);
    }
  }

  /** Out of service until the gate is open; in any case, how it is with each neighbour. */
  Health health() {
    var health = open ? Health.up() : Health.outOfService();
    neighbours.all().forEach(known -> health.withDetail(known.name(), describe(known)));
    return health.build();
  }

  private static String describe(Neighbour neighbour) {
    return switch (CatchUp.of(neighbour)) {
      case DONE -> "caught up";
      case WAITING -> "waiting: %d changes taken".formatted(neighbour.taken());
      case ELSEWHERE -> "another replica's";
      case UNREACHABLE -> "unreachable: " + neighbour.lastError();
    };
  }
}
