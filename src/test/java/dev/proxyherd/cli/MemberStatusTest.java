package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people are told of a member that is several processes. */
class MemberStatusTest {
  private static MemberStatus of(@Nullable String replica, String engine) {
    JsonNode shared = JsonMapper.shared().readTree(engine);
    return new MemberStatus(
        "Goloman",
        "up",
        true,
        true,
        null,
        12001,
        13001,
        14001,
        15001,
        4711L,
        null,
        "1",
        0L,
        5L,
        "00",
        replica,
        shared.isObject() ? shared : null,
        List.of());
  }

  @Test
  void aReplicaIsSaidToBeOneAndAMemberThatIsOneProcessIsNot() {
    assertThat(of(null, "null").siteInWords()).isNull();
    assertThat(of("box-1", "{\"kind\":\"cluster\",\"primaries\":3,\"trouble\":null}").siteInWords())
        .isEqualTo(
            "Goloman is a site: this is its replica box-1, on an engine (cluster, primaries: 3)"
                + " that is well");
    assertThat(
            of(
                    "box-1",
                    "{\"kind\":\"single\",\"primaries\":1,\"trouble\":\"1 of 256 buckets: full\"}")
                .siteInWords())
        .endsWith("that is in trouble: 1 of 256 buckets: full");
  }
}
