package dev.proxyherd.http.phones;

import static java.util.stream.Collectors.toSet;

import dev.proxyherd.http.Bodies;
import dev.proxyherd.http.Caller;
import dev.proxyherd.http.Callers;
import dev.proxyherd.http.ClientView;
import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.Resource;
import dev.proxyherd.http.Routes;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.http.phones.Report.Unusable;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /pub}: OwnTracks in HTTP mode. Answers with an array of messages for the app. */
final class OwnTracksRoutes implements Routes {
  private static final MediaType JSON = MediaType.APPLICATION_JSON;

  private final Callers callers;
  private final Bodies bodies;
  private final PhoneUpdates updates;
  private final Friends friends;

  OwnTracksRoutes(Callers callers, Bodies bodies, PhoneUpdates updates, Friends friends) {
    this.callers = callers;
    this.bodies = bodies;
    this.updates = updates;
    this.friends = friends;
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at("/pub").post(this::publish).route();
  }

  private Mono<ServerResponse> publish(ServerRequest request) {
    return Mono.defer(() -> take(request))
        .onErrorMap(ProblemException.class, OwnTracksRoutes::toBeSentAgain);
  }

  private Mono<ServerResponse> take(ServerRequest request) {
    Browsers.refusePages(request);
    var caller = callers.identify(request);
    var sender = OwnTracksSender.of(request, caller);
    return bodies
        .bytesOrTooMany(request, JSON)
        .map(body -> body.map(bytes -> reports(bytes, sender)).orElse(Unusable.TOO_LARGE))
        .flatMap(
            reports ->
                updates.take(App.OWNTRACKS, caller, reports).flatMap(_ -> answer(reports, caller)));
  }

  private static List<Report> reports(byte[] body, OwnTracksSender sender) {
    return PhoneJson.parse(body)
        .map(json -> OwnTracksMessage.reports(json, sender))
        .orElseGet(() -> List.of(new Unusable(LeftOut.MALFORMED)));
  }

  private Mono<ServerResponse> answer(List<Report> reports, Caller caller) {
    var moved =
        reports.stream()
            .filter(Fix.class::isInstance)
            .map(report -> ((Fix) report).client())
            .collect(toSet());
    return ServerResponse.ok()
        .contentType(JSON)
        .bodyValue(ClientView.json(friends.of(moved, caller)));
  }

  /** The app for iPhones drops what is answered with a 4xx, also what could be sent again. */
  static ProblemException toBeSentAgain(ProblemException failure) {
    return failure.problem() == Problem.TOO_MANY_REQUESTS || failure.problem() == Problem.TIMEOUT
        ? ProblemException.retryAfter(Problem.NOT_NOW, failure.detail(), Duration.ofSeconds(1))
        : failure;
  }
}
