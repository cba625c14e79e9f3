package dev.proxyherd.ops;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

/** Says in the log who is there and where, and when it is ready. */
final class ReadyLog implements ApplicationListener<SpringApplicationEvent> {
  private static final Log LOG = LogFactory.getLog(ReadyLog.class);

  private final HerdEndpoint endpoint;

  ReadyLog(HerdEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void onApplicationEvent(SpringApplicationEvent event) {
    if (event instanceof ApplicationStartedEvent) {
      LOG.info(listening(endpoint.report()));
    } else if (event instanceof ApplicationReadyEvent) {
      LOG.info(ready(endpoint.report()));
    }
  }

  private static String listening(HerdReport member) {
    var neighbours = member.links().stream().map(HerdReport.Link::neighbour).toList();
    return "%s is listening: clients on port %d, members on %d, HTTP on %d%s; neighbours: %s"
        .formatted(
            member.name(),
            member.clientPort(),
            member.peerPort(),
            member.httpPort(),
            member.webPort() < 0 ? "" : ", web on " + member.webPort(),
            neighbours.isEmpty() ? "none" : String.join(", ", neighbours));
  }

  private static String ready(HerdReport member) {
    return "%s is ready: %d clients known".formatted(member.name(), member.clients());
  }
}
