package dev.proxyherd.http.phones;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.http.Bodies;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.http.phones.Report.Unusable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OsmAnd's form, and the JSON of Traccar Client. */
class TraccarFormsTest {
  private static Report form(String form) {
    return OsmAndFields.parse(form.getBytes(UTF_8)).orElseThrow().report();
  }

  private static List<Report> json(String json) {
    return TraccarJson.reports(Bodies.parse(json.getBytes(UTF_8)));
  }

  private static Fix fix(String client, String latitude, String longitude, String posixTime) {
    return OwnTracksMessageTest.fix(client, latitude, longitude, posixTime);
  }

  @Test
  void readsWhatTheAppsSend() {
    assertThat(form(AppRequests.TRACCAR_8.substring(1)))
        .isEqualTo(fix("123456", "48.8584", "2.2945", "1700000000"));
    assertThat(json(AppRequests.TRACCAR_9))
        .containsExactly(fix("berlin", "52.5200066", "13.404954", "1750068672.345000000"));
    assertThat(form(AppRequests.TRACCAR_10))
        .isEqualTo(fix("lisbon", "38.7222524", "-9.1393366", "1788259495"));
    assertThat(json(AppRequests.TRACCAR_10_JSON))
        .containsExactly(
            fix("lisbon", "38.7222524", "-9.1393366", "1788259495"),
            fix("lisbon", "38.7223", "-9.1394", "1788259555"));
  }

  @Test
  void readsABatchOfVersion9() {
    var one = Bodies.parse(AppRequests.TRACCAR_9.getBytes(UTF_8)).path("location").toString();
    assertThat(json("{\"device_id\":12,\"location\":[%s,%s,{},5]}".formatted(one, one)))
        .containsExactly(
            fix("12", "52.5200066", "13.404954", "1750068672.345000000"),
            fix("12", "52.5200066", "13.404954", "1750068672.345000000"),
            new Unusable(LeftOut.NO_POSITION),
            new Unusable(LeftOut.MALFORMED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id=a&lat=1&lon=2&timestamp=3&id=b          | a",
        "deviceid=a&location=1,2&timestamp=3        | a",
        "&&id=a%2Fb&location=1, 2&timestamp=3&junk= | a/b",
        "id=Zo%C3%AB&lat=1&lon=2&timestamp=3&valid=true&hdop=1&driverUniqueId=x | Zoë"
      })
  void readsOtherSpellings(String form, String client) {
    assertThat(form(form)).isEqualTo(fix(client, "1", "2", "3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id=a                                | NO_POSITION",
        "id=a&timestamp=3&batt=50&alarm=sos  | NO_POSITION",
        "id=a&lat=1&lon=2&valid=false        | NO_POSITION",
        "id=a&lat=1&lon=2&valid=0            | NO_POSITION",
        "id=a&lat=1                          | BAD_POSITION",
        "id=a&lat=1&lon=                     | BAD_POSITION",
        "id=a&lat=NaN&lon=NaN                | BAD_POSITION",
        "id=a&location=1                     | BAD_POSITION",
        "id=a&location=1,2,3                 | BAD_POSITION",
        "id=a&lat=91&lon=2                   | BAD_POSITION",
        "id=a&lat=1&lon=2&timestamp=         | BAD_TIME",
        "id=a&lat=1&lon=2&timestamp=tomorrow | BAD_TIME"
      })
  void leavesOut(String form, LeftOut reason) {
    assertThat(form(form)).isEqualTo(new Unusable(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7                                                                     | MALFORMED",
        "null                                                                  | MALFORMED",
        "{\"device_id\":\"a\"}                                                 | MALFORMED",
        "{\"device_id\":\"a\",\"location\":{\"coords\":{}}}                    | NO_POSITION",
        "{\"device_id\":\"a\",\"location\":{\"coords\":{\"latitude\":1}}}      | BAD_POSITION",
        "{\"device_id\":\"a\",\"location\":{\"coords\":{\"latitude\":1,\"longitude\":2},\"timestamp\":\"?\"}}"
            + " | BAD_TIME",
        "{\"id\":\"a\",\"batt\":1}                                             | NO_POSITION",
        "{\"id\":\"a\",\"lat\":{},\"lon\":2}                                   | BAD_POSITION"
      })
  void leavesOutOfJson(String json, LeftOut reason) {
    assertThat(json(json)).containsExactly(new Unusable(reason));
  }

  @Test
  void whatHasNoTimeIsOfNow() {
    assertThat(((Fix) form("id=a&lat=1&lon=2")).posixTime()).isNull();
    assertThat(((Fix) json("{\"id\":\"a\",\"lat\":1,\"lon\":2}").getFirst()).posixTime()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lat=1&lon=2", "id=&lat=1&lon=2", "id=a+b&lat=1&lon=2", "id=%0A"})
  void refusesWhatIsOfNobody(String form) {
    assertThatThrownBy(() -> form(form)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[{\"lat\":1}]", "{\"device_id\":\"\",\"location\":{}}"})
  void refusesJsonOfNobody(String json) {
    assertThatThrownBy(() -> json(json)).isInstanceOf(ProblemException.class);
  }

  @Test
  void takesNoFormThatIsNone() {
    assertThat(OsmAndFields.parse("id=%zz".getBytes(UTF_8))).isEmpty();
  }
}
