package dev.proxyherd.http.phones;

import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Keeps web pages out. An update by GET, or by a form, is what a page anywhere can have its
 * reader's browser send, with the reader's password; apps are no browsers.
 */
final class Browsers {
  private Browsers() {}

  /**
   * Lets apps pass, and what somebody has typed into a browser.
   *
   * @throws ProblemException 403 for what a page has sent
   */
  static void refusePages(ServerRequest request) {
    var site = request.headers().firstHeader("Sec-Fetch-Site");
    if ((site != null && !site.equals("none"))
        || request.headers().firstHeader(HttpHeaders.ORIGIN) != null) {
      throw new ProblemException(Problem.FORBIDDEN, "this is for apps, and not for web pages");
    }
  }
}
