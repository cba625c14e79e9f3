package dev.proxyherd.store;

import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.VectorMemTableConfig;

/** How RocksDB is used here, with a limit on everything that it keeps on the disk. */
final class RocksOptions {
  /**
   * What is gathered in memory before it becomes a file. With one column family this alone bounds
   * the write-ahead log, whose files go when what they hold has become a file ({@code
   * max_total_wal_size} is for several families). Three are filled or being written out at any
   * time; then writers wait: the third gives time to those who write out, whose turn comes last. Of
   * a client that moves while it is filled the last record becomes part of the file: the larger it
   * is, the less is written out and merged. Small ones keep a member small. No smaller than what
   * may be unsynced.
   */
  static final long WRITE_BUFFER = 32L << 20;

  private static final int WRITE_BUFFERS = 3;

  /**
   * So many files, each of a write buffer, are merged into the rest as one. The work of the process
   * for a record, with a million clients: a third less than with 4, RocksDB's default. Nothing is
   * ever looked up in them.
   */
  private static final int MERGED_FILES = 16;

  private static final int SLOWING_FILES = 3 * MERGED_FILES;
  private static final int STOPPING_FILES = 4 * MERGED_FILES;
  private static final long MANIFEST = 1L << 20;
  private static final long INFO_LOG = 1L << 20;
  private static final int INFO_LOGS = 2;

  private RocksOptions() {}

  static Options create() {
    // To write a buffer out keeps a processor busy for a tenth of a second: nobody waits for that,
    // but clients wait for their event loop.
    Env.getDefault()
        .lowerThreadPoolCPUPriority(Priority.HIGH)
        .lowerThreadPoolCPUPriority(Priority.LOW);
    return new Options()
        // One writer at a time: a vector is the cheapest to write, and nothing is looked up in it.
        .setMemTableConfig(new VectorMemTableConfig())
        .setAllowConcurrentMemtableWrite(false)
        .setWriteBufferSize(WRITE_BUFFER)
        .setMaxWriteBufferNumber(WRITE_BUFFERS)
        .setLevel0FileNumCompactionTrigger(MERGED_FILES)
        .setLevel0SlowdownWritesTrigger(SLOWING_FILES)
        .setLevel0StopWritesTrigger(STOPPING_FILES)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setMaxManifestFileSize(MANIFEST)
        .setManifestPreallocationSize(MANIFEST)
        // RocksDB's own log, without the statistics that it would add every ten minutes for ever.
        .setMaxLogFileSize(INFO_LOG)
        .setKeepLogFileNum(INFO_LOGS)
        .setStatsDumpPeriodSec(0);
  }
}
