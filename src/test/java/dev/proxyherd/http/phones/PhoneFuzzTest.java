package dev.proxyherd.http.phones;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.testing.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives, it is a report, or has no client: nothing else is thrown. */
class PhoneFuzzTest {
  private static final int ROUNDS = 10_000;
  private static final String BYTES = "{}[]\",:&=%+-.eE0123456789 latontsid\u0000\u00ff";
  private static final OwnTracksSender NOBODY = new OwnTracksSender(null, null, null);
  private static final List<String> SEEDS =
      List.of(
          AppRequests.OWNTRACKS_ANDROID,
          AppRequests.OWNTRACKS_IOS,
          AppRequests.TRACCAR_8.substring(1),
          AppRequests.TRACCAR_9,
          AppRequests.TRACCAR_10,
          AppRequests.TRACCAR_10_JSON);

  @Test
  void readsWhatever() {
    var random = Seeds.random();
    var fixes = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var body = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random).getBytes(UTF_8);
      try {
        for (var report : reports(body, random.nextInt(3))) {
          if (report instanceof Fix fix) {
            fixes++;
            check(fix);
          }
        }
      } catch (ProblemException e) {
        assertThat(e.problem()).isEqualTo(Problem.BAD_CLIENT);
      }
    }
    assertThat(fixes).isGreaterThan(ROUNDS / 50);
  }

  private static List<Report> reports(byte[] body, int reader) {
    return switch (reader) {
      case 0 ->
          PhoneJson.parse(body)
              .map(json -> OwnTracksMessage.reports(json, NOBODY))
              .orElse(List.of());
      case 1 -> PhoneJson.parse(body).map(TraccarJson::reports).orElse(List.of());
      default -> OsmAndFields.parse(body).map(fields -> List.of(fields.report())).orElse(List.of());
    };
  }

  private static void check(Fix fix) {
    assertThat(Math.abs(fix.latitude().doubleValue())).isLessThanOrEqualTo(90);
    assertThat(Math.abs(fix.longitude().doubleValue())).isLessThanOrEqualTo(180);
    assertThat(fix.latitude().toPlainString()).hasSizeLessThan(50);
    assertThat(fix.longitude().toPlainString()).hasSizeLessThan(50);
    var time = fix.posixTime();
    if (time != null) {
      assertThat(Timestamps.parse(ByteString.of(time))).isNotNegative();
    }
  }

  private static String mutated(String text, Random random) {
    var mutant = new StringBuilder(text);
    for (var left = random.nextInt(4); left > 0 && !mutant.isEmpty(); left--) {
      var at = random.nextInt(mutant.length());
      var other = BYTES.charAt(random.nextInt(BYTES.length()));
      switch (random.nextInt(4)) {
        case 0 -> mutant.setCharAt(at, other);
        case 1 -> mutant.insert(at, other);
        case 2 -> mutant.deleteCharAt(at);
        default -> mutant.delete(at, Math.min(mutant.length(), at + random.nextInt(20)));
      }
    }
    return mutant.toString();
  }
}
