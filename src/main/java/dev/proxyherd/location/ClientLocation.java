package dev.proxyherd.location;

import org.jspecify.annotations.Nullable;

/**
 * Where a client said that it was: the five fields that follow {@code AT} in the protocol,
 * unchanged on every hop.
 *
 * <p>Held as the one text that every reply and every link sends, since members keep one of these a
 * client and most are only ever copied out.
 *
 * <p>One whose location is {@link #FORGOTTEN} is a <em>tombstone</em>: it says that the client is
 * forgotten as of its time. It is recorded, passed on and superseded like any other, so that no
 * copy that is older can bring the client back.
 *
 * <p>The natural order is <em>newest wins</em>, and it is the only one: a greater record supersedes
 * a smaller one at every member. It is total, so that members agree whatever the order of arrival:
 * by time; then a tombstone before any location; then by location; then by server; then the one
 * that the server received first, so that a command sent twice changes nothing; then by the
 * spelling of the time.
 */
public final class ClientLocation implements Comparable<ClientLocation> {
  /** What stands in place of a location, where a member says that the client is forgotten. */
  public static final ByteString FORGOTTEN = ByteString.of("-");

  private static final int FIELDS = 5;

  /** Of all fields: no line is as long. */
  private static final int MAX_LENGTH = 0xFFFF;

  private final byte[] fields;
  private final int serverEnd;
  private final int differenceEnd;
  private final int clientEnd;
  private final int locationEnd;
  private final long timeNanos;

  /**
   * Joins the fields. The caller has checked them.
   *
   * @param difference as {@link Timestamps#renderDifference} writes it
   * @param location as {@link #isLocation} takes it
   * @param time as {@link Timestamps#parse} takes it
   */
  public ClientLocation(
      ByteString server,
      ByteString difference,
      ByteString client,
      ByteString location,
      ByteString time) {
    serverEnd = server.length();
    differenceEnd = serverEnd + 1 + difference.length();
    clientEnd = differenceEnd + 1 + client.length();
    locationEnd = clientEnd + 1 + location.length();
    timeNanos = Timestamps.parse(time);
    var length = locationEnd + 1 + time.length();
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a record of %d bytes".formatted(length));
    }
    fields = new byte[length];
    append(server, 0);
    append(difference, serverEnd + 1);
    append(client, differenceEnd + 1);
    append(location, clientEnd + 1);
    time.copyTo(fields, locationEnd + 1);
  }

  /**
   * Takes the text of a record that has been one before.
   *
   * @param fields what {@link #fields} gave, which nobody changes any more
   * @param timeNanos of this record; the rest is where its first four fields end
   */
  ClientLocation(
      byte[] fields,
      long timeNanos,
      int serverEnd,
      int differenceEnd,
      int clientEnd,
      int locationEnd) {
    this.fields = fields;
    this.timeNanos = timeNanos;
    this.serverEnd = serverEnd;
    this.differenceEnd = differenceEnd;
    this.clientEnd = clientEnd;
    this.locationEnd = locationEnd;
  }

  /**
   * A tombstone: forgets a client.
   *
   * @param server the member that was asked to
   * @param differenceNanos the server's clock minus the time
   * @param timeNanos as of when, in nanoseconds since 1970
   */
  public static ClientLocation forgotten(
      ByteString server, long differenceNanos, ByteString client, long timeNanos) {
    return new ClientLocation(
        server,
        Timestamps.renderDifference(differenceNanos),
        client,
        FORGOTTEN,
        Timestamps.render(timeNanos));
  }

  /** Whether a member may say this of a client: a location, or that it is forgotten. */
  public static boolean isLocation(ByteString field) {
    return Coordinates.isValid(field) || field.equals(FORGOTTEN);
  }

  /**
   * Reads what {@link #fields} gives.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static ClientLocation parse(ByteString fields) {
    var starts = new int[FIELDS + 1];
    var count = 0;
    for (var i = 0; i <= fields.length(); i++) {
      if (i == fields.length() || fields.at(i) == ' ') {
        if (count == FIELDS || i == starts[count]) {
          throw new IllegalArgumentException("not the fields of a record: " + fields);
        }
        starts[++count] = i + 1;
      }
    }
    if (count != FIELDS) {
      throw new IllegalArgumentException("not the fields of a record: " + fields);
    }
    var location =
        new ClientLocation(
            fields.slice(starts[0], starts[1] - 1),
            fields.slice(starts[1], starts[2] - 1),
            fields.slice(starts[2], starts[3] - 1),
            fields.slice(starts[3], starts[4] - 1),
            fields.slice(starts[4], starts[5] - 1));
    if (location.timeNanos == Timestamps.INVALID || !isLocation(location.location())) {
      throw new IllegalArgumentException("not the fields of a record: " + fields);
    }
    return location;
  }

  private void append(ByteString field, int position) {
    fields[field.copyTo(fields, position)] = ' ';
  }

  /** The five fields, a space between each two: {@code server difference client location time}. */
  public ByteString fields() {
    return ByteString.wrap(fields);
  }

  int serverEnd() {
    return serverEnd;
  }

  int differenceEnd() {
    return differenceEnd;
  }

  int clientEnd() {
    return clientEnd;
  }

  int locationEnd() {
    return locationEnd;
  }

  /** Of all five fields with the spaces between them, in bytes. */
  int length() {
    return fields.length;
  }

  /** The member that took the client's command. */
  public ByteString server() {
    return fields().slice(0, serverEnd);
  }

  /** The server's receive time minus the client's time, in seconds. */
  public ByteString difference() {
    return fields().slice(serverEnd + 1, differenceEnd);
  }

  public ByteString client() {
    return fields().slice(differenceEnd + 1, clientEnd);
  }

  public ByteString location() {
    return fields().slice(clientEnd + 1, locationEnd);
  }

  /** Whether this is a tombstone. No location is as short. */
  public boolean isForgotten() {
    return locationEnd - clientEnd - 1 == FORGOTTEN.length();
  }

  /** The client's time as it spelled it. */
  public ByteString time() {
    return fields().slice(locationEnd + 1, fields.length);
  }

  /** The client's time in nanoseconds since 1970. */
  public long timeNanos() {
    return timeNanos;
  }

  /** The same at every member: see {@link RecordHash}. */
  public long recordHash() {
    return RecordHash.of(fields);
  }

  @Override
  public int compareTo(ClientLocation other) {
    var order = Long.compare(timeNanos, other.timeNanos);
    if (order == 0) {
      order = Boolean.compare(isForgotten(), other.isForgotten());
    }
    if (order == 0) {
      order = location().compareTo(other.location());
    }
    if (order == 0) {
      order = server().compareTo(other.server());
    }
    if (order == 0) {
      order =
          Long.compare(
              Timestamps.parseDifference(other.difference()),
              Timestamps.parseDifference(difference()));
    }
    if (order == 0) {
      order = time().compareTo(other.time());
    }
    return order == 0 ? fields().compareTo(other.fields()) : order;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof ClientLocation other && fields().equals(other.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return fields().toString();
  }
}
