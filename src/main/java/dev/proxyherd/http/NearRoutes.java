package dev.proxyherd.http;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.near.NearIndex;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /v1/clients?near=lat,lon}: the clients near a point, nearest first. */
final class NearRoutes implements Routes {
  private static final int METRES = 1000;
  private static final int USUAL_CLIENTS = 20;

  /** Half the way around the earth: no client is farther away. */
  private static final int MAX_RADIUS_KM = 20_038;

  private final Callers callers;
  private final NearIndex index;

  NearRoutes(Callers callers, NearIndex index) {
    this.callers = callers;
    this.index = index;
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at("/v1/clients", MediaType.APPLICATION_JSON).get(this::near).route();
  }

  /** What is answered. */
  record Clients(List<ClientView> clients) {}

  private Mono<ServerResponse> near(ServerRequest request) {
    var caller = callers.identify(request);
    var parameters = new Parameters(request, Set.of("near", "radius", "max"));
    var point = parameters.point("near");
    var radius = parameters.radiusKm(MAX_RADIUS_KM);
    var max = parameters.max(USUAL_CLIENTS, NearIndex.MAX_BOUND);
    return Waiting.on(() -> find(caller, point, radius, max))
        .flatMap(
            found ->
                ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(ClientView.json(found)));
  }

  /** Of those that it may ask for: as if there were no others. */
  private Clients find(Caller caller, Coordinates point, double radiusKm, int max) {
    var bound = caller.mayAskForAll() ? max : NearIndex.MAX_BOUND;
    return new Clients(
        index.near(point, radiusKm * METRES, bound).stream()
            .filter(near -> caller.mayAskFor(near.location().client()))
            .limit(max)
            .map(near -> ClientView.of(near.location()).at(near.distanceMetres()))
            .toList());
  }
}
