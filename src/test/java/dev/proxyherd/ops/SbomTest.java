package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build makes, and that a member shows. */
class SbomTest {
  @Test
  void namesWhatTheProgramIsMadeOfAndUnderWhichLicence() {
    var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    try (var member = TestMember.start("Goloman", List.of(), _ -> nobody, Map.of())) {
      var sbom = Actuator.get(member.httpPort(), "sbom/application");
      assertThat(sbom.path("bomFormat").asString())
          .as("the bill, which Maven leaves out when it is told to work offline")
          .isEqualTo("CycloneDX");
      assertThat(sbom.at("/metadata/component/name").asString()).isEqualTo("proxy-herd");
      assertThat(sbom.path("components"))
          .allSatisfy(component -> assertThat(component.path("licenses")).isNotEmpty())
          .extracting(component -> component.path("name").asString())
          .contains("netty-transport-classes-epoll", "rocksdbjni", "spring-integration-ip")
          .doesNotContain("archunit", "junit-jupiter-api");
    }
  }
}
