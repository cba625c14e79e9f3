package dev.proxyherd.site;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What the engine holds of a site as a whole: how its records are laid out, and the name of this
 * store. An engine that has lost all, or is new, is another store.
 */
final class Site {
  private static final Log LOG = LogFactory.getLog(Site.class);
  private static final String FORMAT = "1";
  private static final int EPOCH_BYTES = 16;

  private final Engine engine;
  private final Keys keys;
  private volatile String epoch;

  /**
   * Takes the site up, or makes it where there is none. Waits.
   *
   * @throws SiteException when it is laid out in another way
   */
  Site(Engine engine, Keys keys) {
    this.engine = engine;
    this.keys = keys;
    engine.load();
    epoch = takeUp();
  }

  String epoch() {
    return epoch;
  }

  /** Notices that the engine has lost all. Waits. */
  boolean hasLostAll() {
    if (epoch.equals(get("epoch"))) {
      return false;
    }
    epoch = takeUp();
    LOG.warn("The engine has lost all records: the neighbours are asked for them");
    return true;
  }

  /**
   * Whose records were seen to last: the names of servers' lives with spaces between them. Waits.
   */
  String servers() {
    return get("servers");
  }

  /** Notes it. Waits. */
  void servers(String lives) {
    var commands = engine.connections().commands();
    engine.await(commands.hset(keys.site(), bytes("servers"), bytes(lives)));
  }

  private String takeUp() {
    put("format", FORMAT);
    put("buckets", Integer.toString(keys.buckets()));
    var random = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(random);
    put("epoch", HexFormat.of().formatHex(random));
    var format = get("format");
    if (!FORMAT.equals(format)) {
      throw new SiteException(
          "prefix",
          "the engine holds a site's records in format %s, and this version knows %s"
              .formatted(format, FORMAT),
          "Run the version that made them, or choose another prefix.",
          null);
    }
    var buckets = get("buckets");
    if (!Integer.toString(keys.buckets()).equals(buckets)) {
      throw new SiteException(
          "buckets",
          "herd.store.redis.buckets is %d, but the records of this site are in %s"
              .formatted(keys.buckets(), buckets),
          "Set it to %s: the number of buckets stays what it was at first.".formatted(buckets),
          null);
    }
    return get("epoch");
  }

  /** Unless it is there. */
  private void put(String field, String value) {
    engine.await(engine.connections().commands().hsetnx(keys.site(), bytes(field), bytes(value)));
  }

  private String get(String field) {
    var value = engine.await(engine.connections().commands().hget(keys.site(), bytes(field)));
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
