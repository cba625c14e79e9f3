package dev.proxyherd.near;

/** The clients of a leaf that is to be divided, and the one more that there is no room for. */
final class Crowd {
  private static final int CAPACITY = Leaf.MAX_CLIENTS + 1;

  private final long[] ids = new long[CAPACITY];
  private final int[] latitudes = new int[CAPACITY];
  private final int[] longitudes = new int[CAPACITY];
  private int size;

  int size() {
    return size;
  }

  long id(int index) {
    return ids[index];
  }

  void add(long id, int latitude, int longitude) {
    ids[size] = id;
    latitudes[size] = latitude;
    longitudes[size] = longitude;
    size++;
  }

  /** Brings those of the lower half before the others, and returns where the others begin. */
  int part(Fork fork, int from, int to) {
    var middle = from;
    for (var i = from; i < to; i++) {
      if (fork.side(latitudes[i], longitudes[i], ids[i]) == 0) {
        swap(i, middle++);
      }
    }
    return middle;
  }

  private void swap(int one, int other) {
    var id = ids[one];
    ids[one] = ids[other];
    ids[other] = id;
    var latitude = latitudes[one];
    latitudes[one] = latitudes[other];
    latitudes[other] = latitude;
    var longitude = longitudes[one];
    longitudes[one] = longitudes[other];
    longitudes[other] = longitude;
  }
}
