package dev.proxyherd.http.map;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.Resource;
import dev.proxyherd.http.Routes;
import dev.proxyherd.http.Waiting;
import dev.proxyherd.location.Retention;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/**
 * {@code /}: the live map, and its files at {@code /assets}. Anybody may have them: what is on the
 * map comes from the API, which asks who wants it.
 */
final class MapRoutes implements Routes {
  private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");
  private static final int NANO_DECIMALS = 9;
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final String member;
  private final MapProperties properties;
  private final Retention retention;
  private final MapFiles files;
  private final String policy;

  /**
   * @param member this one's name
   * @param retention for how long a client is shown that is silent: streams do not tell who expires
   */
  MapRoutes(String member, MapProperties properties, Retention retention, MapFiles files) {
    this.member = member;
    this.properties = properties;
    this.retention = retention;
    this.files = files;
    policy = policy(properties.tileOrigin());
  }

  /** A browser that shows the page asks this member, and whoever has the tiles. */
  private static String policy(String tiles) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
        + " img-src 'self' data:"
        + (tiles.isEmpty() ? "" : " " + tiles)
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at("/", MediaType.TEXT_HTML)
        .get(this::page)
        .route()
        .and(Resource.at("/assets/{version}/{file}").get(this::file).route());
  }

  private Mono<ServerResponse> page(ServerRequest request) {
    return Waiting.on(this::html)
        .flatMap(
            html -> {
              var answer =
                  ServerResponse.ok()
                      .contentType(HTML)
                      .cacheControl(CacheControl.noCache())
                      .header("Content-Security-Policy", policy);
              if (!properties.tiles().isEmpty()) {
                // Those who give tiles away want to know to which site, and need know no more.
                answer.header("Referrer-Policy", "strict-origin");
              }
              return answer.bodyValue(html);
            });
  }

  private byte[] html() {
    return new String(MapFiles.own("index.html"), UTF_8)
        .replace("@version@", files.version())
        .replace("@member@", HtmlUtils.htmlEscape(member))
        .replace("@tiles@", HtmlUtils.htmlEscape(properties.tiles()))
        .replace("@attribution@", HtmlUtils.htmlEscape(properties.attribution()))
        .replace("@retention@", retentionSeconds())
        .getBytes(UTF_8);
  }

  private String retentionSeconds() {
    var ofLocations = retention.ofLocations();
    return ofLocations == null
        ? ""
        : BigDecimal.valueOf(ofLocations.toNanos(), NANO_DECIMALS).toPlainString();
  }

  private Mono<ServerResponse> file(ServerRequest request) {
    var compress =
        request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
            .anyMatch(accepted -> accepted.contains("gzip"));
    return Waiting.on(() -> find(request))
        .flatMap(
            asset -> {
              var answer =
                  ServerResponse.ok()
                      .contentType(asset.type())
                      .cacheControl(FOR_EVER)
                      .varyBy(HttpHeaders.ACCEPT_ENCODING);
              return compress
                  ? answer
                      .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                      .bodyValue(asset.compressed())
                  : answer.bodyValue(asset.bytes());
            });
  }

  private MapFiles.Asset find(ServerRequest request) {
    // Those of another version are not to be kept under its name: the page is to be loaded again.
    if (!request.pathVariable("version").equals(files.version())) {
      throw new ProblemException(
          Problem.NO_SUCH_PATH, "the files have another version: load the page again");
    }
    return files
        .find(request.pathVariable("file"))
        .orElseThrow(() -> new ProblemException(Problem.NO_SUCH_PATH, "the map has no such file"));
  }
}
