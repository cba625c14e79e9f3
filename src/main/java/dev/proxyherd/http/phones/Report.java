package dev.proxyherd.http.phones;

import dev.proxyherd.location.ByteString;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a phone says. */
sealed interface Report {
  /**
   * Where a phone was.
   *
   * @param client a name as {@link dev.proxyherd.http.ClientId#checked} takes it
   * @param latitude in degrees, as {@link Degrees} gives it
   * @param longitude likewise
   * @param posixTime seconds since 1970, as {@link PhoneTime} gives them; null where the phone does
   *     not say
   */
  record Fix(
      ByteString client, BigDecimal latitude, BigDecimal longitude, @Nullable String posixTime)
      implements Report {}

  /** Nothing to record. */
  record Unusable(LeftOut reason) implements Report {
    /** Of a body that nobody has read. */
    static final List<Report> TOO_LARGE = List.of(new Unusable(LeftOut.TOO_LARGE));
  }
}
