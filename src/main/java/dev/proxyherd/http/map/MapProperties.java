package dev.proxyherd.http.map;

import dev.proxyherd.http.WebConfigurationException;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code herd.web.map}: the live map.
 *
 * @param enabled whether there is one
 * @param tiles the address of map tiles, with {@code {z}}, {@code {x}} and {@code {y}} in it, and
 *     {@code {s}} as the host's first label where there are several; empty for the built-in map of
 *     the world, with which a browser asks nobody but the member
 * @param attribution whom the tiles are owed to, as text
 */
@Validated
@ConfigurationProperties("herd.web.map")
record MapProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") String tiles,
    @DefaultValue("") String attribution) {
  private static final String TILES = "herd.web.map.tiles";

  MapProperties {
    if (!tiles.isEmpty()) {
      check(tiles);
    }
  }

  private static void check(String tiles) {
    var complete = tiles.contains("{z}") && tiles.contains("{x}") && tiles.contains("{y}");
    if (!complete || origin(tiles).isEmpty()) {
      throw new WebConfigurationException(
          TILES,
          tiles,
          "no address of map tiles",
          "Write one such as https://tiles.example.org/{z}/{x}/{y}.png; or leave the setting out"
              + " for the built-in map.");
    }
  }

  /**
   * What a Content-Security-Policy has to allow for the tiles: their scheme, host and port. Empty
   * where there are none.
   */
  String tileOrigin() {
    return origin(tiles);
  }

  private static String origin(String tiles) {
    try {
      var address = tiles.replace("//{s}.", "//any.").replaceAll("[{][a-z]+[}]", "0");
      var uri = URI.create(address);
      var isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!isWeb || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return "";
      }
      var host = tiles.contains("//{s}.") ? uri.getHost().replaceFirst("any", "*") : uri.getHost();
      return uri.getScheme() + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
