package dev.proxyherd.location;

/** Records as tests need them. */
final class StoreRecords {
  private StoreRecords() {}

  static ByteString client(String name) {
    return ByteString.of(name);
  }

  static ClientLocation at(String client, long seconds) {
    return location("Goloman", client, "+34.068930-118.445127", seconds);
  }

  static ClientLocation forgotten(String client, long seconds) {
    return location("Goloman", client, "-", seconds);
  }

  static ClientLocation location(String server, String client, String location, long seconds) {
    return new ClientLocation(
        ByteString.of(server),
        ByteString.of("+0.263873386"),
        ByteString.of(client),
        ByteString.of(location),
        ByteString.of(Long.toString(seconds)));
  }
}
