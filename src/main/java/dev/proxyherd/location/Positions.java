package dev.proxyherd.location;

/**
 * Where some clients are, one behind the other: what a {@link PositionFeed} gives at a time. Filled
 * again and again, so that following millions of changes leaves nothing to be collected.
 */
public final class Positions {
  private static final int CAPACITY = 256;

  private final long[] ids = new long[CAPACITY];
  private final double[] latitudes = new double[CAPACITY];
  private final double[] longitudes = new double[CAPACITY];
  private int size;

  public int size() {
    return size;
  }

  /** Which client: a number that stands for its name, in this feed and in this process. */
  public long id(int index) {
    return ids[index];
  }

  /** Whether the client is forgotten, and so is nowhere. */
  public boolean isGone(int index) {
    return Double.isNaN(latitudes[index]);
  }

  /** In degrees, of a client that is not gone. */
  public double latitude(int index) {
    return latitudes[index];
  }

  /** In degrees, of a client that is not gone. */
  public double longitude(int index) {
    return longitudes[index];
  }

  void clear() {
    size = 0;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  void add(long id, Coordinates coordinates) {
    ids[size] = id;
    latitudes[size] = coordinates.latitude();
    longitudes[size] = coordinates.longitude();
    size++;
  }

  void addGone(long id) {
    ids[size] = id;
    latitudes[size] = Double.NaN;
    size++;
  }
}
