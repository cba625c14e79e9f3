package dev.proxyherd.store;

import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.VectorMemTableConfig;

/** How RocksDB is used here, with a limit on everything that it keeps on the disk. */
final class RocksOptions {
  /**
   * What is gathered in memory before it becomes a file. With one column family this alone bounds
   * the write-ahead log, whose files go when what they hold has become a file ({@code
   * max_total_wal_size} is for several families). Two are filled or being written out at any time;
   * then writers wait. Smaller ones cost more files and fewer comparisons, so that the size makes no
   * difference to the cost from 4 to 32 MB, but to the memory that a member needs.
   */
  static final long WRITE_BUFFER = 8L << 20;

  private static final int WRITE_BUFFERS = 2;
  private static final long MANIFEST = 1L << 20;
  private static final long INFO_LOG = 1L << 20;
  private static final int INFO_LOGS = 2;

  private RocksOptions() {}

  static Options create() {
    return new Options()
        // One writer at a time: a vector is the cheapest to write, and nothing is looked up in it.
        .setMemTableConfig(new VectorMemTableConfig())
        .setAllowConcurrentMemtableWrite(false)
        .setWriteBufferSize(WRITE_BUFFER)
        .setMaxWriteBufferNumber(WRITE_BUFFERS)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setMaxManifestFileSize(MANIFEST)
        .setManifestPreallocationSize(MANIFEST)
        // RocksDB's own log, without the statistics that it would add every ten minutes for ever.
        .setMaxLogFileSize(INFO_LOG)
        .setKeepLogFileNum(INFO_LOGS)
        .setStatsDumpPeriodSec(0);
  }
}
