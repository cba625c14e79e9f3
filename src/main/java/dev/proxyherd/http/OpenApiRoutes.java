package dev.proxyherd.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /v1/openapi.json}: what the web port serves, for programs (OpenAPI 3.1). */
final class OpenApiRoutes implements Routes {
  static final String PATH = "/v1/openapi.json";

  /** Read when somebody asks first. */
  private static final class Document {
    private static final byte[] BYTES = read();
    private static final String ETAG = etag(BYTES);

    private static byte[] read() {
      try (var file = OpenApiRoutes.class.getResourceAsStream("openapi.json")) {
        return Objects.requireNonNull(file, "openapi.json").readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String etag(byte[] bytes) {
      var checksum = new CRC32();
      checksum.update(bytes);
      return '"' + HexFormat.of().toHexDigits((int) checksum.getValue()) + '"';
    }
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at(PATH, MediaType.APPLICATION_JSON).get(this::document).route();
  }

  private Mono<ServerResponse> document(ServerRequest request) {
    return Preconditions.answer(request, Document.ETAG, () -> Document.BYTES);
  }
}
