package dev.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.peer.LinkState;
import dev.proxyherd.topology.HerdProperties.MemberAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code /v1/herd} says of what operators see. Who may ask is in {@code ApiAccessTest}. */
class HerdRoutesTest {
  private static final HerdReport REPORT =
      new HerdReport(
          "Goloman",
          "goloman-1",
          new HerdReport.Engine("cluster", 3, 4, "2 of 256 buckets: the engine is full"),
          "1.2.3",
          4711,
          60,
          true,
          12001,
          13001,
          14001,
          15001,
          5,
          "2cdb68e848da2fa1",
          99,
          List.of(
              new HerdReport.Link(
                  "Hands",
                  LinkState.UP,
                  LinkState.DOWN,
                  null,
                  null,
                  3,
                  1.5,
                  0.25,
                  -2.0,
                  "no route to hands"),
              new HerdReport.Link(
                  "Wilkes",
                  LinkState.REFUSED,
                  LinkState.ELSEWHERE,
                  null,
                  "goloman-2",
                  0,
                  0,
                  null,
                  null,
                  null)),
          Map.of("Mallory", "a wrong proof"),
          Map.of("clients", new Limits.Level(5, 10)),
          Map.of("Hands", new MemberAddress("10.0.0.2", 12002, 13002, 14002, 15002)));

  @Test
  void saysHowLinksAreAndNeitherWhereMembersAreNorWhatOperatorsHaveToKnow() {
    assertThat(new String(HerdRoutes.json(REPORT), UTF_8))
        .isEqualTo(
            """
            {"name":"Goloman","ready":true,"clients":5,"links":[\
            {"neighbour":"Hands","state":"UP","incoming":"DOWN","lag":3,"lagSeconds":1.5,\
            "roundTripSeconds":0.25},\
            {"neighbour":"Wilkes","state":"REFUSED","incoming":"ELSEWHERE","lag":0,\
            "lagSeconds":0.0,"roundTripSeconds":null}]}\
            """);
  }

  @Test
  void tellsPeopleWhichReplicaHasTheLinks() {
    assertThat(HerdText.of(REPORT))
        .startsWith("Goloman (1.2.3, replica goloman-1), ready")
        .contains(
            "\nholds 4 links, engine cluster, 3 primaries, in trouble: 2 of 256 buckets: the"
                + " engine is full\n")
        .containsPattern("\nHands +UP +DOWN +3 ")
        .containsPattern("\nWilkes +REFUSED +ELSEWHERE \\(goloman-2\\) +0 ");
  }
}
