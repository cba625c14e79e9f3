package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Oracle;
import dev.proxyherd.testing.ProcessHerd;
import dev.proxyherd.testing.Seeds;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die, stand still, or come back with another store than they had. */
class ProcessFaultsTest {
  @TempDir private static Path folder;

  private static @SuppressWarnings("NullAway.Init") ProcessHerd herd;
  private static @SuppressWarnings("NullAway.Init") Oracle oracle;
  private static final Random random = Seeds.random();

  @BeforeAll
  static void start() throws Exception {
    herd =
        ProcessHerd.of(
                folder,
                "Goloman-Hands",
                "Goloman-Holiday",
                "Goloman-Wilkes",
                "Hands-Wilkes",
                "Holiday-Welsh",
                "Holiday-Wilkes")
            .startAll();
    oracle = Oracle.of(herd);
  }

  @AfterAll
  static void stop() throws Exception {
    herd.close();
  }

  @Test
  void aMemberThatIsKilledInMidFloodLosesNothing() throws Exception {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      herd.kill("Holiday");
      reporters.awaitMore(300);
      herd.start("Holiday");
      reporters.awaitMore(300);
    }
    oracle.isContent();
    assertThat(herd.members()).hasSize(5);
  }
}
