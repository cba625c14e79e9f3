package dev.proxyherd.site;

/** Where a change stands in the order of what is returned. */
record Rank(long number, int bucket) implements Comparable<Rank> {
  @Override
  public int compareTo(Rank other) {
    var order = Long.compare(number, other.number);
    return order == 0 ? Integer.compare(bucket, other.bucket) : order;
  }
}
