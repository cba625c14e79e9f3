package dev.proxyherd.http;

import dev.proxyherd.location.ClientLocation;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What a request that changes something demands of the record that there is (RFC 9110, section 13).
 * Looked at before the change and not together with it: the newest record wins in any case.
 */
final class Preconditions {
  private static final String ANY = "*";

  private Preconditions() {}

  /**
   * Lets a request pass or not.
   *
   * @throws ProblemException 412
   */
  static void check(ServerRequest request, Optional<ClientLocation> held) {
    var etag = held.map(ClientView::etag).orElse("");
    var ifMatch = request.headers().header(HttpHeaders.IF_MATCH);
    if (!ifMatch.isEmpty() && !matches(ifMatch, etag)) {
      throw failed("If-Match");
    }
    var ifNoneMatch = request.headers().header(HttpHeaders.IF_NONE_MATCH);
    if (!ifNoneMatch.isEmpty() && matches(ifNoneMatch, etag)) {
      throw failed("If-None-Match");
    }
  }

  private static boolean matches(List<String> headers, String etag) {
    return !etag.isEmpty()
        && headers.stream()
            .flatMap(header -> List.of(header.split(",", -1)).stream())
            .map(String::strip)
            .anyMatch(tag -> tag.equals(ANY) || tag.equals(etag));
  }

  private static ProblemException failed(String header) {
    return new ProblemException(
        Problem.PRECONDITION_FAILED, header + " does not hold of the client's record here");
  }
}
