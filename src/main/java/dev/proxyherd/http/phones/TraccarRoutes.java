package dev.proxyherd.http.phones;

import dev.proxyherd.http.Bodies;
import dev.proxyherd.http.Callers;
import dev.proxyherd.http.ClientView;
import dev.proxyherd.http.Resource;
import dev.proxyherd.http.Routes;
import dev.proxyherd.http.phones.Report.Unusable;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code /osmand}: Traccar Client, and whatever speaks OsmAnd's form. Also at {@code /}, for that
 * is where the app sends to unless told otherwise: there it has all POSTs, and the GETs that name a
 * client.
 */
final class TraccarRoutes implements Routes {
  private static final String ROOT = "/";
  private static final MediaType JSON = MediaType.APPLICATION_JSON;
  private static final MediaType FORM = MediaType.APPLICATION_FORM_URLENCODED;

  private final Callers callers;
  private final Bodies bodies;
  private final PhoneUpdates updates;

  TraccarRoutes(Callers callers, Bodies bodies, PhoneUpdates updates) {
    this.callers = callers;
    this.bodies = bodies;
    this.updates = updates;
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    var atRoot = resource(ROOT).route();
    return resource("/osmand")
        .route()
        .and(request -> isOfApp(request) ? atRoot.route(request) : Mono.empty());
  }

  private Resource resource(String path) {
    return Resource.at(path).get(this::take).post(this::take);
  }

  private static boolean isOfApp(ServerRequest request) {
    return request.requestPath().value().equals(ROOT)
        && (request.method().equals(HttpMethod.POST)
            || (request.method().equals(HttpMethod.GET) && namesClient(request)));
  }

  private static boolean namesClient(ServerRequest request) {
    var parameters = request.queryParams();
    return parameters.containsKey("id") || parameters.containsKey("deviceid");
  }

  private Mono<ServerResponse> take(ServerRequest request) {
    Browsers.refusePages(request);
    var caller = callers.identify(request, request.queryParam("token").orElse(null));
    return reports(request)
        .flatMap(reports -> updates.take(App.TRACCAR, caller, reports))
        .flatMap(taken -> ServerResponse.ok().contentType(JSON).bodyValue(ClientView.json(taken)));
  }

  private Mono<List<Report>> reports(ServerRequest request) {
    if (request.method().equals(HttpMethod.POST) && !namesClient(request)) {
      return bodies
          .bytesOrTooMany(request, FORM, JSON)
          .map(body -> body.map(bytes -> ofBody(request, bytes)).orElse(Unusable.TOO_LARGE));
    }
    return bodies
        .bytesOrTooMany(request)
        .map(_ -> List.of(new OsmAndFields(request.queryParams().toSingleValueMap()).report()));
  }

  private static List<Report> ofBody(ServerRequest request, byte[] body) {
    var isForm = request.headers().contentType().filter(FORM::includes).isPresent();
    var reports =
        isForm
            ? OsmAndFields.parse(body).map(fields -> List.of(fields.report()))
            : PhoneJson.parse(body).map(TraccarJson::reports);
    return reports.orElseGet(() -> List.of(new Unusable(LeftOut.MALFORMED)));
  }
}
