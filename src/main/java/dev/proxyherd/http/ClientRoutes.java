package dev.proxyherd.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.command.ForgetService;
import dev.proxyherd.command.IamAtService.Recorded;
import dev.proxyherd.command.WhatsAtService;
import dev.proxyherd.command.WhatsAtService.Surroundings;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /v1/clients/{id}}: a client, where it is, what is near it. */
final class ClientRoutes implements Routes {
  private static final int MAX_PLACES = 20;
  private static final int MAX_RADIUS_KM = 50;
  private static final MediaType JSON = MediaType.APPLICATION_JSON;

  private final Callers callers;
  private final Bodies bodies;
  private final Updates updates;
  private final LocationStore store;
  private final WhatsAtService places;
  private final ForgetService forgetting;
  private final CommandCounts counts;
  private final Duration patience;

  /**
   * @param patience with a question for a client that this member has not heard of
   */
  ClientRoutes(
      Callers callers,
      Bodies bodies,
      Updates updates,
      LocationStore store,
      WhatsAtService places,
      ForgetService forgetting,
      CommandCounts counts,
      Duration patience) {
    this.callers = callers;
    this.bodies = bodies;
    this.updates = updates;
    this.store = store;
    this.places = places;
    this.forgetting = forgetting;
    this.counts = counts;
    this.patience = patience;
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at("/v1/clients/{id}", JSON)
        .get(this::find)
        .delete(this::forget)
        .route()
        .and(Resource.at("/v1/clients/{id}/location", JSON).put(this::locate).route())
        .and(Resource.at("/v1/clients/{id}/places", JSON).get(this::places).route());
  }

  private Mono<ServerResponse> find(ServerRequest request) {
    var caller = callers.identify(request);
    var client = ClientId.of(request);
    caller.checkMayAskFor(client);
    var _ = new Parameters(request, Set.of());
    var known = store.waits() ? Optional.<ClientLocation>empty() : store.find(client);
    return known.isPresent()
        ? found(request, known.get())
        : Waiting.on(() -> places.find(client, patience))
            .flatMap(late -> found(request, late.orElseThrow(ClientRoutes::unknown)));
  }

  private static Mono<ServerResponse> found(ServerRequest request, ClientLocation location) {
    return Preconditions.answer(
        request, ClientView.etag(location), () -> ClientView.of(location).toJson());
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.UNKNOWN_CLIENT, "or its location has not come to this member yet");
  }

  private Mono<ServerResponse> locate(ServerRequest request) {
    var caller = callers.identify(request);
    var client = ClientId.of(request);
    caller.checkMayMove(client);
    var _ = new Parameters(request, Set.of());
    return bodies
        .json(request)
        .map(LocationBody::of)
        .map(body -> updates.update(client, body.latitude(), body.longitude(), body.posixTime()))
        .delayUntil(_ -> check(request, client))
        .flatMap(update -> updates.record(List.of(update)))
        .flatMap(recorded -> recorded(recorded.getFirst()));
  }

  /** Fails where what there is here is not what the request demands. */
  private Mono<?> check(ServerRequest request, ByteString client) {
    if (!Preconditions.has(request)) {
      return Mono.empty();
    }
    var held = store.waits() ? Waiting.on(() -> store.find(client)) : Mono.just(store.find(client));
    return held.doOnNext(known -> Preconditions.check(request, known));
  }

  private static Mono<ServerResponse> recorded(Recorded recorded) {
    var problem = Updates.problem(recorded);
    if (problem != null) {
      throw problem;
    }
    var answer = ServerResponse.ok().contentType(JSON);
    if (recorded.outcome() != CommandOutcome.IAMAT_OLDER) {
      answer.eTag(ClientView.etag(recorded.location()));
    }
    return answer.bodyValue(
        ClientView.of(recorded.location()).withOutcome(recorded.outcome().outcome()).toJson());
  }

  private Mono<ServerResponse> places(ServerRequest request) {
    var caller = callers.identify(request);
    var client = ClientId.of(request);
    caller.checkMayAskFor(client);
    var parameters = new Parameters(request, Set.of("radius", "max"));
    var radius = parameters.radiusKm(MAX_RADIUS_KM);
    var max = parameters.max(MAX_PLACES, MAX_PLACES);
    return Waiting.on(() -> ask(client, radius, max))
        .flatMap(found -> surroundings(found.orElseThrow(ClientRoutes::unknown)));
  }

  private Optional<Surroundings> ask(ByteString client, double radiusKm, int max) {
    var found = places.ask(client, radiusKm, max, patience);
    counts.count(found.map(Surroundings::outcome).orElse(CommandOutcome.WHATSAT_UNKNOWN_CLIENT));
    return found;
  }

  /** The source's own text stays as it is. */
  private static Mono<ServerResponse> surroundings(Surroundings found) {
    var body = new ByteArrayOutputStream();
    body.writeBytes("{\"record\":".getBytes(US_ASCII));
    body.writeBytes(ClientView.of(found.location()).toJson());
    body.writeBytes(",\"places\":".getBytes(US_ASCII));
    body.writeBytes(found.places().utf8().toBytes());
    body.write('}');
    return ServerResponse.ok()
        .contentType(JSON)
        .cacheControl(CacheControl.noStore())
        .bodyValue(body.toByteArray());
  }

  /**
   * What was done.
   *
   * @param known whether this member knew where the client was
   * @param posixTime as of when it is forgotten: what it says of later times counts
   */
  record Forgotten(String client, String path, boolean known, String posixTime) {}

  private Mono<ServerResponse> forget(ServerRequest request) {
    callers.checkIsOperator(request);
    var client = ClientId.of(request);
    var _ = new Parameters(request, Set.of());
    return check(request, client)
        .then(Waiting.on(() -> forgetting.forget(client)))
        .flatMap(
            done ->
                ServerResponse.ok()
                    .contentType(JSON)
                    .bodyValue(
                        ClientView.json(
                            new Forgotten(
                                client.toString(),
                                ClientId.path(client),
                                done.known(),
                                done.time()))));
  }
}
