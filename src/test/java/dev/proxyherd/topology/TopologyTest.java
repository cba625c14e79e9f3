package dev.proxyherd.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxyherd.topology.HerdProperties.MemberAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private String name = "Goloman";
  private List<String> neighbours = List.of("Wilkes", "Hands");
  private final Map<String, MemberAddress> members = new LinkedHashMap<>();
  private String secret = "sixteen letters.";

  TopologyTest() {
    for (var member : List.of("Goloman", "Hands", "Wilkes")) {
      var n = members.size();
      members.put(
          member, new MemberAddress("127.0.0.1", 12_001 + n, 13_001 + n, 14_001 + n, 15_001 + n));
    }
  }

  @Test
  void knowsItselfItsNeighboursInOrderAndAllAddresses() {
    var topology = Topology.of(properties());
    assertThat(topology.self()).isEqualTo("Goloman");
    assertThat(topology.selfAddress().clientPort()).isEqualTo(12_001);
    assertThat(topology.neighbours()).containsExactly("Wilkes", "Hands");
    assertThat(topology.address("Wilkes").peerPort()).isEqualTo(13_003);
    assertThatThrownBy(() -> topology.address("Riley")).hasMessageContaining("Riley");
  }

  @Test
  void oneMemberAloneIsAHerd() {
    neighbours = List.of();
    assertThat(Topology.of(properties()).neighbours()).isEmpty();
  }

  @Test
  void aNameIsNeeded() {
    name = "";
    assertProblem("herd.name", "(not set)", "herd.name");
  }

  @Test
  void aNameMustBeInTheAddressTable() {
    name = "goloman";
    assertProblem("herd.name", "'goloman'", "Goloman, Hands, Wilkes");
    members.clear();
    assertProblem("herd.name", "'goloman'", "local or compose");
  }

  @Test
  void aNameIsAFieldOfTheProtocol() {
    for (var bad : List.of("Go loman", "Go\tloman", "Go\nloman", "Gölöman", "Go\u007f", " ")) {
      name = bad;
      assertProblem("herd.name", "'" + bad + "'", "printable ASCII");
    }
    name = "Goloman";
    members.put("Gölöman", new MemberAddress("a", 1, 2, 3, -1));
    assertProblem("herd.members", "'Gölöman'", "printable ASCII");
  }

  @Test
  void neighboursMustBeOtherKnownMembersOnceEach() {
    neighbours = List.of("Hands", "Hans");
    assertProblem("herd.neighbours[1]", "'Hans'", "Goloman, Hands, Wilkes");
    neighbours = List.of("Goloman");
    assertProblem("herd.neighbours[0]", "link to oneself", "other members");
    neighbours = List.of("Hands", "Wilkes", "Hands");
    assertProblem("herd.neighbours[2]", "named twice", "once");
  }

  @Test
  void namesThatDifferInCaseOnlyAreOneName() {
    members.put("HANDS", new MemberAddress("a", 1, 2, 3, -1));
    assertProblem("herd.members", "'HANDS' and 'Hands'", "one entry");
  }

  @Test
  void everyPortOfAHostIsTakenOnce() {
    members.put("Holiday", new MemberAddress("127.0.0.1", 12_004, 13_004, 14_001, -1));
    assertProblem(
        "herd.members.Holiday.http-port", "already herd.members.Goloman.http-port", "number");
    members.put("Holiday", new MemberAddress("127.0.0.1", 12_004, 12_004, 14_004, -1));
    assertProblem(
        "herd.members.Holiday.peer-port", "already herd.members.Holiday.client-port", "number");
    members.put("Holiday", new MemberAddress("127.0.0.2", 12_001, 13_001, 14_001, -1));
    assertThat(Topology.of(properties()).address("Holiday").host()).isEqualTo("127.0.0.2");
    members.put("Holiday", new MemberAddress("127.0.0.1", 0, 0, 0, -1));
    assertThat(Topology.of(properties()).address("Holiday").clientPort()).isZero();
  }

  @Test
  void portsAndHostsMustBeThereAndInRange() {
    members.put("Holiday", new MemberAddress("127.0.0.1", 12_004, 65_536, 14_004, -1));
    assertProblem("herd.members.Holiday.peer-port", "65536", "1 to 65535");
    members.put("Holiday", new MemberAddress("127.0.0.1", 12_004, 13_004, -1, -1));
    assertProblem("herd.members.Holiday.http-port", "(not set)", "1 to 65535");
    members.put("Holiday", new MemberAddress("", 1, 2, 3, -1));
    assertProblem("herd.members.Holiday.host", "(not set)", "host name");
  }

  @Test
  void aSecretIsNeededAndNeverShown() {
    secret = "";
    assertProblem("herd.secret", "(not set)", "HERD_SECRET");
    secret = "fifteen letters";
    assertProblem("herd.secret", "(15 characters)", "at least 16");
    assertThat(properties().toString()).contains("Goloman").doesNotContain(secret);
  }

  private void assertProblem(String key, String message, String remedy) {
    var problem = catchThrowableOfType(TopologyException.class, () -> Topology.of(properties()));
    assertThat(problem.key()).isEqualTo(key);
    assertThat(problem).hasMessageStartingWith(key).hasMessageContaining(message);
    assertThat(problem.remedy()).contains(remedy);
  }

  private HerdProperties properties() {
    return new HerdProperties(name, new ArrayList<>(neighbours), members, secret, "0.0.0.0", "");
  }
}
