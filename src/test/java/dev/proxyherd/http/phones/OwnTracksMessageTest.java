package dev.proxyherd.http.phones;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.http.Bodies;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.http.phones.Report.Unusable;
import dev.proxyherd.location.ByteString;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnTracksMessageTest {
  private static final OwnTracksSender NOBODY = new OwnTracksSender(null, null, null);
  private static final OwnTracksSender JANE = new OwnTracksSender("jane", "phone", null);

  private static List<Report> read(String json, OwnTracksSender sender) {
    return OwnTracksMessage.reports(Bodies.parse(json.getBytes(UTF_8)), sender);
  }

  static Fix fix(String client, String latitude, String longitude, String posixTime) {
    return new Fix(
        ByteString.of(client), new BigDecimal(latitude), new BigDecimal(longitude), posixTime);
  }

  @Test
  void readsWhatTheAppsSend() {
    assertThat(read(AppRequests.OWNTRACKS_ANDROID, JANE))
        .containsExactly(fix("jane/phone", "51.2217412", "6.7762006", "1695137004"));
    assertThat(read(AppRequests.OWNTRACKS_IOS, NOBODY))
        .containsExactly(fix("jane/tablet", "48.85833", "2.29513", "1497476456"));
    assertThat(read(AppRequests.OWNTRACKS_ENCRYPTED, NOBODY))
        .containsExactly(new Unusable(LeftOut.ENCRYPTED));
  }

  @Test
  void readsSeveral() {
    var both = "[" + AppRequests.OWNTRACKS_ANDROID + "," + AppRequests.OWNTRACKS_ENCRYPTED + ",7]";
    assertThat(read(both, JANE))
        .containsExactly(
            fix("jane/phone", "51.2217412", "6.7762006", "1695137004"),
            new Unusable(LeftOut.ENCRYPTED),
            new Unusable(LeftOut.MALFORMED));
    assertThat(read("[]", NOBODY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "jane | phone | zoo | a/b/c | xy | jane/phone",
        "jane | -     | zoo | a/b/c | xy | jane/c",
        "-    | phone | zoo | a/b/c | xy | b/phone",
        "-    | -     | zoo | a/b   | xy | zoo/xy",
        "-    | -     | zoo | -     | xy | zoo/xy",
        "''   | ''    | -   | /b/c  | xy | b/c"
      })
  void knowsWhoseItIs(
      String user, String device, String principal, String topic, String tid, String client) {
    var message =
        "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":3,\"tid\":\"%s\"%s}"
            .formatted(tid, topic == null ? "" : ",\"topic\":\"" + topic + "\"");
    assertThat(read(message, new OwnTracksSender(user, device, principal)))
        .containsExactly(fix(client, "1", "2", "3"));
  }

  @ParameterizedTest
  @CsvSource({"-, phone", "jane, -", "'ja ne', phone"})
  void refusesOnlyWhatIsOfNobody(String user, String device) {
    var sender =
        new OwnTracksSender(
            user.equals("-") ? null : user, device.equals("-") ? null : device, null);
    assertThatThrownBy(() -> read("{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":3}", sender))
        .isInstanceOf(ProblemException.class);
    assertThat(read("{\"_type\":\"dump\"}", sender))
        .containsExactly(new Unusable(LeftOut.OTHER_TYPE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"_type\":\"waypoints\",\"waypoints\":[]}              | OTHER_TYPE",
        "{\"_type\":\"transition\",\"lat\":1,\"lon\":2,\"tst\":3} | OTHER_TYPE",
        "{\"lat\":1,\"lon\":2,\"tst\":3}                          | MALFORMED",
        "{\"_type\":\"\"}                                         | MALFORMED",
        "{\"_type\":{}}                                           | MALFORMED",
        "null                                                     | MALFORMED",
        "\"location\"                                             | MALFORMED",
        "{\"_type\":\"location\"}                                 | BAD_POSITION",
        "{\"_type\":\"location\",\"lat\":91,\"lon\":2,\"tst\":3}  | BAD_POSITION",
        "{\"_type\":\"location\",\"lat\":1,\"lon\":-181}          | BAD_POSITION",
        "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":-3}  | BAD_TIME",
        "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":null}| BAD_TIME"
      })
  void leavesOut(String message, LeftOut reason) {
    assertThat(read(message, JANE)).containsExactly(new Unusable(reason));
  }
}
