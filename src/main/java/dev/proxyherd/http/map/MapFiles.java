package dev.proxyherd.http.map;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/**
 * The files that the page is made of: our own beside this class, and those of WebJars. Read when
 * somebody asks first, and kept, compressed as well.
 */
final class MapFiles {
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final String LEAFLET = "/META-INF/maven/org.webjars.npm/leaflet/pom.properties";
  private static final String COUNTRIES = "/world/countries.json.gz";
  private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");
  private static final MediaType STYLE = MediaType.valueOf("text/css;charset=UTF-8");
  private static final String[] OWN = {
    "main.js",
    "clients.js",
    "connection.js",
    "events.js",
    "points.js",
    "trails.js",
    "stamps.js",
    "overlay.js",
    "world.js",
    "names.js",
    "labels.js",
    "list.js",
    "near.js",
    "herd.js",
    "token.js",
    "theme.js",
    "time.js",
    "map.css"
  };

  /** One file. */
  static final class Asset {
    private final MediaType type;
    private final byte[] bytes;
    private final byte[] compressed;

    private Asset(MediaType type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
      compressed = gzip(bytes);
    }

    MediaType type() {
      return type;
    }

    /** Not to be changed. */
    byte[] bytes() {
      return bytes;
    }

    /** The same by gzip; not to be changed. */
    byte[] compressed() {
      return compressed;
    }
  }

  /** All of them, by name, and what they are a version of. */
  private static final class Loaded {
    private static final Map<String, Asset> ASSETS = load();
    private static final String VERSION = checksum();

    private static Map<String, Asset> load() {
      var assets = new LinkedHashMap<String, Asset>();
      for (var name : OWN) {
        var type = name.endsWith(".css") ? STYLE : SCRIPT;
        assets.put(name, new Asset(type, own(name)));
      }
      assets.put("leaflet.js", new Asset(SCRIPT, leaflet("leaflet-src.esm.js")));
      assets.put("leaflet.css", new Asset(STYLE, leaflet("leaflet.css")));
      assets.put("countries.json", new Asset(MediaType.APPLICATION_JSON, countries()));
      return assets;
    }

    private static String checksum() {
      var checksum = new CRC32C();
      ASSETS.values().forEach(asset -> checksum.update(asset.bytes));
      return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
  }

  /** Changes with any of the files: under a path with it in, they may be kept for ever. */
  String version() {
    return Loaded.VERSION;
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(Loaded.ASSETS.get(name));
  }

  /** A file beside this class. */
  static byte[] own(String name) {
    return read(resource(name));
  }

  /** A file of Leaflet's WebJar, whatever version of it there is. */
  private static byte[] leaflet(String name) {
    var about = new Properties();
    try (var file = resource(LEAFLET)) {
      about.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var path = WEBJARS + "leaflet/" + about.getProperty("version") + "/dist/" + name;
    return read(resource(path));
  }

  /** See the NOTICE beside it. */
  private static byte[] countries() {
    try (var file = new GZIPInputStream(resource(COUNTRIES))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String path) {
    return Objects.requireNonNull(MapFiles.class.getResourceAsStream(path), path);
  }

  private static byte[] read(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
