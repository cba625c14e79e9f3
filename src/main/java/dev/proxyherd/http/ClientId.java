package dev.proxyherd.http;

import dev.proxyherd.command.ForgetService;
import dev.proxyherd.location.ByteString;
import java.io.ByteArrayOutputStream;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Clients' names in paths. A name is any bytes but whitespace; in a path, all that are not
 * unreserved characters of RFC 3986 are percent-encoded, so that each name has one path, whether it
 * is UTF-8 or not.
 */
public final class ClientId {
  private static final String CLIENTS = "/v1/clients/";
  private static final String HEX = "0123456789ABCDEF";
  private static final int HEX_RADIX = 16;

  /** Of {@code /v1/clients/{id}/…}, counted with the separators. */
  private static final int POSITION = 5;

  private ClientId() {}

  /**
   * The name in a request's path, byte for byte.
   *
   * @throws ProblemException 400 for what no client can be called
   */
  public static ByteString of(ServerRequest request) {
    var element = request.requestPath().elements().get(POSITION);
    var text = element instanceof PathSegment segment ? segment.value() : "";
    return checked(decode(text));
  }

  /**
   * A name that came in another way.
   *
   * @throws ProblemException 400 for what no client can be called
   */
  public static ByteString checked(ByteString name) {
    if (!ForgetService.isName(name)) {
      throw new ProblemException(
          Problem.BAD_CLIENT, "it is empty, too long, or has whitespace in it");
    }
    return name;
  }

  /**
   * What is percent-encoded, byte for byte.
   *
   * @throws ProblemException 400 where it is not
   */
  public static ByteString decode(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == '%' && i + 2 < text.length()) {
        bytes.write(hex(text.charAt(i + 1)) * HEX_RADIX + hex(text.charAt(i + 2)));
        i += 2;
      } else if (character < 0x80 && character != '%') {
        bytes.write(character);
      } else {
        throw new ProblemException(Problem.BAD_CLIENT, "it has to be percent-encoded");
      }
    }
    return ByteString.wrap(bytes.toByteArray());
  }

  private static int hex(char digit) {
    var value = Character.digit(digit, HEX_RADIX);
    if (value < 0 || digit >= 0x80) {
      throw new ProblemException(Problem.BAD_CLIENT, "it has to be percent-encoded");
    }
    return value;
  }

  /** The path of a client: always the same for the same bytes. */
  public static String path(ByteString client) {
    var path = new StringBuilder(CLIENTS);
    for (var i = 0; i < client.length(); i++) {
      var octet = client.at(i) & 0xFF;
      if (isUnreserved(octet)) {
        path.append((char) octet);
      } else {
        path.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
      }
    }
    return path.toString();
  }

  private static boolean isUnreserved(int octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }
}
