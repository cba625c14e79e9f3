package dev.proxyherd.bench;

import java.nio.ByteBuffer;

/** What the connections of one thread read and write through, one after the other. */
final class Buffers {
  private static final int READ = 256 * 1024;

  /** Where the system puts what has arrived. */
  final ByteBuffer in = ByteBuffer.allocateDirect(READ);

  /** The same behind what had arrived before, for reading byte by byte. */
  final byte[] bytes = new byte[Dialogue.MAX_REPLY + READ];

  /** The requests of one connection's turn. */
  final ByteBuffer out;

  Buffers(int inFlight) {
    out = ByteBuffer.allocateDirect(inFlight * Dialogue.MAX_REQUEST);
  }
}
