package dev.proxyherd.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.access.Operator;
import dev.proxyherd.access.Principal;
import dev.proxyherd.access.Principals;
import dev.proxyherd.access.RateLimits;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.tcp.CertificateNames;
import dev.proxyherd.tcp.RemoteNetwork;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Who sends a request, by the same principals and with the same rates as on the client port: by a
 * token as {@code Authorization: Bearer}, by a principal's name and its token as Basic, or by a
 * certificate.
 */
public final class Callers {
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";
  private static final String REQUESTED_WITH = "X-Requested-With";
  private static final String SCRIPT = "XMLHttpRequest";
  private static final String REALM = "realm=\"herd\"";
  private static final String SEND_ONE =
      "send a token: Authorization: Bearer <token>, or Basic with the principal's name and its"
          + " token";

  private final Principals principals;
  private final RateLimits rates;
  private final Operator operator;

  Callers(Principals principals, RateLimits rates, Operator operator) {
    this.principals = principals;
    this.rates = rates;
    this.operator = operator;
  }

  /** Somebody with a name and a secret, as Basic has them. */
  private record Credentials(String user, String password) {}

  /**
   * Says who sends a request, and takes one of its turns.
   *
   * @throws ProblemException 401 where clients have to say who they are and this one does not, 429
   *     where it comes too early
   */
  public Caller identify(ServerRequest request) {
    return identify(request, null);
  }

  /**
   * The same of an app that can be told an address, and nothing else.
   *
   * @param token which the address has; counts where there is no {@code Authorization}
   */
  public Caller identify(ServerRequest request, @Nullable String token) {
    if (!principals.areRequired()) {
      takeTurn(request, null);
      return Caller.ANYBODY;
    }
    var header = authorization(request);
    var authorization = header == null && token != null ? BEARER + token : header;
    var found = authorization == null ? byCertificate(request) : byCredentials(authorization);
    takeTurn(request, found.map(Principal::name).orElse(null));
    return found
        .map(Caller::new)
        .orElseThrow(
            () ->
                unknown(request, authorization == null ? SEND_ONE : "no principal has this token"));
  }

  /** Also of who is not known: otherwise tokens could be tried as fast as they can be sent. */
  private void takeTurn(ServerRequest request, @Nullable String principal) {
    var delay =
        request
            .remoteAddress()
            .map(address -> rates.tryTake(RemoteNetwork.of(address.getAddress()), principal))
            .orElse(0L);
    if (delay > 0) {
      throw ProblemException.retryAfter(
          Problem.TOO_MANY_REQUESTS,
          "there is a limit to requests a second, herd.client.rate-limit",
          Duration.ofNanos(delay));
    }
  }

  /** A page's script asks for a token itself: Basic would have the browser ask as well. */
  private static ProblemException unknown(ServerRequest request, String detail) {
    var problem =
        new ProblemException(Problem.UNAUTHENTICATED, detail)
            .with(HttpHeaders.WWW_AUTHENTICATE, BEARER + REALM);
    return SCRIPT.equals(request.headers().firstHeader(REQUESTED_WITH))
        ? problem
        : problem.with(HttpHeaders.WWW_AUTHENTICATE, BASIC + REALM + ", charset=\"UTF-8\"");
  }

  private static @Nullable String authorization(ServerRequest request) {
    return request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
  }

  private Optional<Principal> byCredentials(String authorization) {
    if (hasScheme(authorization, BEARER)) {
      return withToken(authorization.substring(BEARER.length()).strip());
    }
    return basic(authorization)
        .flatMap(
            given ->
                withToken(given.password()).filter(known -> known.name().equals(given.user())));
  }

  private Optional<Principal> withToken(String token) {
    return token.isEmpty() ? Optional.empty() : principals.withToken(ByteString.of(token));
  }

  private static boolean hasScheme(String authorization, String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Optional<Credentials> basic(String authorization) {
    if (!hasScheme(authorization, BASIC)) {
      return Optional.empty();
    }
    try {
      var both =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()), UTF_8);
      var colon = both.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(both.substring(0, colon), both.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Principal> byCertificate(ServerRequest request) {
    var ssl = request.exchange().getRequest().getSslInfo();
    if (ssl == null || ssl.getPeerCertificates() == null) {
      return Optional.empty();
    }
    for (X509Certificate certificate : ssl.getPeerCertificates()) {
      try {
        return CertificateNames.of(certificate).stream()
            .flatMap(name -> principals.named(name).stream())
            .findFirst(); // the first is the other side's own
      } catch (CertificateException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * Lets nobody pass but the operator: the user {@code herd}, with the management password; takes a
   * turn of the address.
   *
   * @throws ProblemException 401, or 403 where the member has no such password; 429 where it comes
   *     too early
   */
  public void checkIsOperator(ServerRequest request) {
    takeTurn(request, null);
    if (!operator.isKnown()) {
      throw new ProblemException(
          Problem.FORBIDDEN, "only the operator may, and herd.management.password is not set");
    }
    var authorization = authorization(request);
    var isOperator =
        authorization != null
            && basic(authorization)
                .filter(given -> operator.is(given.user(), given.password()))
                .isPresent();
    if (!isOperator) {
      throw new ProblemException(
              Problem.UNAUTHENTICATED,
              "only the operator may: Basic with the user herd and the management password")
          .with(HttpHeaders.WWW_AUTHENTICATE, BASIC + "realm=\"operator\", charset=\"UTF-8\"");
    }
  }
}
