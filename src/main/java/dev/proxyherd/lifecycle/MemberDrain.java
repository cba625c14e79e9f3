package dev.proxyherd.lifecycle;

import static java.util.stream.Collectors.joining;

import dev.proxyherd.http.WebServer;
import dev.proxyherd.tcp.LineServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What a member does first when it is told to stop, while all of it still runs: it answers its
 * clients what they have asked, and then hands its neighbours what is new.
 *
 * <p>Its time is what Spring grants a phase of the shutdown: up to half of it for the clients, up
 * to a quarter for the links.
 */
final class MemberDrain implements SmartLifecycle {
  private static final Log LOG = LogFactory.getLog(MemberDrain.class);
  private static final Executor VIRTUAL_THREAD =
      task -> Thread.ofVirtual().name("web-drain").start(task);

  private final LineServer clientServer;
  private final WebServer webServer;
  private final LinkFlush links;
  private final Duration clientLimit;
  private final Duration linkLimit;
  private volatile boolean running;

  /**
   * @param phaseLimit how long a phase of the shutdown may take
   */
  MemberDrain(LineServer clientServer, WebServer webServer, LinkFlush links, Duration phaseLimit) {
    this.clientServer = clientServer;
    this.webServer = webServer;
    this.links = links;
    clientLimit = phaseLimit.dividedBy(2);
    linkLimit = phaseLimit.dividedBy(4);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    var begun = System.nanoTime();
    LOG.info("Stopping: draining %d client connections".formatted(clientServer.openConnections()));
    var web = CompletableFuture.supplyAsync(() -> webServer.drain(clientLimit), VIRTUAL_THREAD);
    var clients = clientServer.drain(clientLimit);
    var ofWeb = web.join();
    var behind = links.await(linkLimit);
    LOG.info(
        "Drained in %d ms: %d client connections answered, %d cut; %s%d neighbours flushed, %d not%s"
            .formatted(
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                clients.answered(),
                clients.cut(),
                webServer.isWanted()
                    ? "%d web connections answered, %d cut; "
                        .formatted(ofWeb.answered(), ofWeb.cut())
                    : "",
                links.count() - behind.size(),
                behind.size(),
                behind.isEmpty() ? "" : behind.stream().collect(joining(", ", " (", ")"))));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Above all others, so that it is stopped first: above the links, and above the web server. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
