package dev.proxyherd.http.map;

import dev.proxyherd.http.Callers;
import dev.proxyherd.http.Parameters;
import dev.proxyherd.http.Resource;
import dev.proxyherd.http.Routes;
import dev.proxyherd.http.Waiting;
import dev.proxyherd.places.gazetteer.PlaceNames;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /v1/places}: the most prominent of the gazetteer's places in a part of the map. */
final class PlaceRoutes implements Routes {
  private static final int USUAL_PLACES = 20;
  private static final int MAX_PLACES = 200;
  private static final String BOX = "box";

  private final Callers callers;
  private final PlaceNames names;

  PlaceRoutes(Callers callers, PlaceNames names) {
    this.callers = callers;
    this.names = names;
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at("/v1/places", MediaType.APPLICATION_JSON).get(this::within).route();
  }

  private Mono<ServerResponse> within(ServerRequest request) {
    var _ = callers.identify(request);
    var parameters = new Parameters(request, Set.of(BOX, "max"));
    var box = Box.of(parameters, BOX);
    var max = parameters.max(USUAL_PLACES, MAX_PLACES);
    return Waiting.on(() -> names.within(box.southWest(), box.northEast(), max).utf8().toBytes())
        .flatMap(
            json -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(json));
  }
}
