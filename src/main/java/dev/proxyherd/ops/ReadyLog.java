package dev.proxyherd.ops;

import dev.proxyherd.ops.HerdEndpoint.Member;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says in one line of the log who is there, and where. */
final class ReadyLog implements ApplicationListener<ApplicationReadyEvent> {
  private final HerdEndpoint endpoint;

  ReadyLog(HerdEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    LogFactory.getLog(ReadyLog.class).info(line(endpoint.member()));
  }

  private static String line(Member member) {
    var neighbours = member.links().stream().map(HerdEndpoint.Link::neighbour).toList();
    return "%s is ready: clients on port %d, members on %d, HTTP on %d; %d clients known; neighbours: %s"
        .formatted(
            member.name(),
            member.clientPort(),
            member.peerPort(),
            member.httpPort(),
            member.clients(),
            neighbours.isEmpty() ? "none" : String.join(", ", neighbours));
  }
}
