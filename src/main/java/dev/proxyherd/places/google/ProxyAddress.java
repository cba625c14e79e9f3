package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param user null where it asks for none
 * @param password never shown
 */
record ProxyAddress(String host, int port, @Nullable String user, String password) {
  private static final int MAX_PORT = 65_535;

  /**
   * Reads {@code http://host:port} or {@code http://user:password@host:port}.
   *
   * @throws PlacesConfigurationException for anything else
   */
  static ProxyAddress parse(String text) {
    try {
      var uri = new URI(text);
      var path = uri.getPath() == null ? "" : uri.getPath();
      var bare =
          uri.getQuery() == null
              && uri.getFragment() == null
              && (path.isEmpty() || path.equals("/"));
      if ("http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() > 0
          && uri.getPort() <= MAX_PORT
          && bare) {
        return of(uri);
      }
    } catch (URISyntaxException malformed) {
      // Said below.
    }
    throw new PlacesConfigurationException(
        "herd.places.google.proxy",
        "'" + text.replaceAll("(?s)//.*@", "//(hidden)@") + "'",
        "it must be http://, a host, a colon and a port",
        "Set it to something like http://proxy.example:3128, or leave it out.");
  }

  private static ProxyAddress of(URI uri) {
    var info = uri.getUserInfo();
    if (info == null) {
      return new ProxyAddress(uri.getHost(), uri.getPort(), null, "");
    }
    var colon = info.indexOf(':');
    return new ProxyAddress(
        uri.getHost(),
        uri.getPort(),
        colon < 0 ? info : info.substring(0, colon),
        colon < 0 ? "" : info.substring(colon + 1));
  }

  @Override
  public String toString() {
    return "http://" + (user == null ? "" : "(hidden)@") + host + ":" + port;
  }
}
