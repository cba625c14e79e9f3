package dev.proxyherd.location;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Keeps nothing: what the process knows ends with it. */
public final class MemoryJournal implements Journal {
  private final String epoch = newEpoch();

  /** A name for a store that is empty: 64 random bits in hexadecimal digits. */
  public static String newEpoch() {
    return new BigInteger(64, new SecureRandom()).toString(16);
  }

  @Override
  public void write(Entry entry) {}

  @Override
  public void replay(Reader reader) {}

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public void close() {}
}
