package dev.proxyherd.ops;

import dev.proxyherd.http.Callers;
import dev.proxyherd.http.ClientView;
import dev.proxyherd.http.Parameters;
import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.Resource;
import dev.proxyherd.http.Routes;
import dev.proxyherd.http.Waiting;
import dev.proxyherd.peer.LinkState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code /v1/herd}: this member and its links, for whoever may ask for all clients. Of what the
 * operator's endpoint says, what shows neither addresses nor reasons.
 */
final class HerdRoutes implements Routes {
  private static final long KEPT_NANOS = 1_000_000_000;

  private final Callers callers;
  private final HerdEndpoint endpoint;

  /** Lags are counted with the store's lock held: once a second, however many ask. */
  private byte @Nullable [] kept;

  private long keptAt;

  HerdRoutes(Callers callers, HerdEndpoint endpoint) {
    this.callers = callers;
    this.endpoint = endpoint;
  }

  /** What is answered. */
  record Herd(String name, boolean ready, long clients, List<Link> links) {}

  /** Both directions of one edge; see {@link HerdReport.Link}. */
  record Link(
      String neighbour,
      LinkState state,
      LinkState incoming,
      int lag,
      double lagSeconds,
      @Nullable Double roundTripSeconds) {}

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at("/v1/herd", MediaType.APPLICATION_JSON).get(this::herd).route();
  }

  private Mono<ServerResponse> herd(ServerRequest request) {
    var caller = callers.identify(request);
    if (!caller.mayAskForAll()) {
      throw new ProblemException(
          Problem.FORBIDDEN, "%s may not ask for all clients".formatted(caller.name()));
    }
    var _ = new Parameters(request, Set.of());
    return Waiting.on(this::json)
        .flatMap(
            json -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(json));
  }

  private synchronized byte[] json() {
    var now = System.nanoTime();
    if (kept == null || now - keptAt > KEPT_NANOS) {
      kept = json(endpoint.report());
      keptAt = now;
    }
    return kept;
  }

  static byte[] json(HerdReport report) {
    var links =
        report.links().stream()
            .map(
                link ->
                    new Link(
                        link.neighbour(),
                        link.state(),
                        link.incoming(),
                        link.lag(),
                        link.lagSeconds(),
                        link.roundTripSeconds()))
            .toList();
    return ClientView.json(new Herd(report.name(), report.ready(), report.clients(), links));
  }
}
