package dev.proxyherd.http.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.command.IamAtService.Recorded;
import dev.proxyherd.http.Problem;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.phones.PhoneUpdates.Taken;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an app is told of what became of its points. */
class PhoneUpdatesTest {
  private static List<Recorded> recorded(CommandOutcome... outcomes) {
    var location =
        new ClientLocation(
            ByteString.of("Goloman"),
            ByteString.of("+0.000000000"),
            ByteString.of("kiwi"),
            ByteString.of("+1+2"),
            ByteString.of("3"));
    return Arrays.stream(outcomes).map(outcome -> new Recorded(location, outcome, null)).toList();
  }

  @Test
  void whatAnotherTryWouldNotChangeIsASuccess() {
    var all =
        recorded(
            CommandOutcome.IAMAT_NEWER,
            CommandOutcome.IAMAT_SAME,
            CommandOutcome.IAMAT_OLDER,
            CommandOutcome.IAMAT_EXPIRED,
            CommandOutcome.IAMAT_TOO_FAR_AHEAD);
    assertThat(PhoneUpdates.taken(all, 4)).isEqualTo(new Taken(3, 6));
  }

  @Test
  void whatAnotherTryMayChangeIsNone() {
    var all = recorded(CommandOutcome.IAMAT_NEWER, CommandOutcome.IAMAT_FULL);
    assertThatThrownBy(() -> PhoneUpdates.taken(all, 0))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.problem()).isEqualTo(Problem.NO_ROOM));
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void theAppForIphonesIsNeverMadeToDropWhatMayBeSentAgain(Problem problem) {
    var told = OwnTracksRoutes.toBeSentAgain(new ProblemException(problem, "why")).problem();
    switch (problem) {
      case TOO_MANY_REQUESTS, TIMEOUT -> assertThat(told).isEqualTo(Problem.NOT_NOW);
      default -> assertThat(told).isEqualTo(problem);
    }
  }
}
