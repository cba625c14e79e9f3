package dev.proxyherd.http;

import dev.proxyherd.location.ClientLocation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What a request demands of the tag of what there is (RFC 9110, section 13). Before a change it is
 * looked at, and not together with it: the newest record wins in any case.
 */
final class Preconditions {
  private static final String ANY = "*";
  private static final String WEAK = "W/";

  private Preconditions() {}

  /** Whether a request demands anything. */
  static boolean has(ServerRequest request) {
    var headers = request.headers();
    return !headers.header(HttpHeaders.IF_MATCH).isEmpty()
        || !headers.header(HttpHeaders.IF_NONE_MATCH).isEmpty();
  }

  /**
   * Lets a request pass that changes something, or not.
   *
   * @throws ProblemException 412
   */
  static void check(ServerRequest request, Optional<ClientLocation> held) {
    var etag = held.map(ClientView::etag).orElse("");
    checkMatch(request, etag);
    if (isNoneMatch(request, etag)) {
      throw failed(HttpHeaders.IF_NONE_MATCH);
    }
  }

  /**
   * Answers a question with JSON, to be asked for again with its tag; or with 304, which says the
   * same of what is known already. Fails with 412 where {@code If-Match} has another tag.
   */
  static Mono<ServerResponse> answer(ServerRequest request, String etag, Supplier<byte[]> json) {
    checkMatch(request, etag);
    var isKnown = isNoneMatch(request, etag);
    var answer =
        ServerResponse.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .eTag(etag)
            .cacheControl(CacheControl.noCache());
    return isKnown
        ? answer.build()
        : answer.contentType(MediaType.APPLICATION_JSON).bodyValue(json.get());
  }

  private static void checkMatch(ServerRequest request, String etag) {
    var ifMatch = request.headers().header(HttpHeaders.IF_MATCH);
    if (!ifMatch.isEmpty() && tags(ifMatch).noneMatch(tag -> isOf(etag, tag))) {
      throw failed(HttpHeaders.IF_MATCH);
    }
  }

  /** Whether one of the tags is this, or was before something on the way weakened it. */
  private static boolean isNoneMatch(ServerRequest request, String etag) {
    return tags(request.headers().header(HttpHeaders.IF_NONE_MATCH))
        .map(tag -> tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag)
        .anyMatch(tag -> isOf(etag, tag));
  }

  private static Stream<String> tags(List<String> headers) {
    return headers.stream().flatMap(header -> Stream.of(header.split(",", -1))).map(String::strip);
  }

  private static boolean isOf(String etag, String tag) {
    return !etag.isEmpty() && (tag.equals(ANY) || tag.equals(etag));
  }

  private static ProblemException failed(String header) {
    return new ProblemException(
        Problem.PRECONDITION_FAILED, header + " does not hold of what there is here");
  }
}
