package dev.proxyherd.store;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where records are kept.
 *
 * @param type on disk, in memory only, or in an engine beside the member
 * @param folder of the store on disk; made when it is not there
 * @param sync when a record counts as recorded
 */
@ConfigurationProperties("herd.store")
record StoreProperties(
    @DefaultValue("disk") Type type,
    @DefaultValue("store") Path folder,
    @DefaultValue("os") Sync sync) {
  enum Type {
    /** All that this process knows ends with it. */
    MEMORY,
    /** Survives the process. */
    DISK,
    /** In Redis or Valkey, for all replicas of this member: see {@code herd.store.redis}. */
    REDIS
  }

  enum Sync {
    /** On the disk: survives a power failure. */
    ALWAYS,
    /** With the operating system: survives the process; on the disk a tenth of a second later. */
    OS
  }
}
