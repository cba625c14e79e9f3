package dev.proxyherd.peer;

import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.TestHerd;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that an operator has one member forget is forgotten by all, and stays so. */
class ForgottenClientsTest {
  @Test
  void forgettingCrossesALine() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C", "C-D")) {
      herd.report("A", "kiwi", "+1+1", "1");
      herd.report("A", "moa", "+1+1", "1");
      herd.eventuallyAgreesOn("kiwi", "+1+1 1");
      herd.forget("D", "kiwi");
      herd.eventuallyForgets("kiwi");
      herd.eventuallyAgree();
      herd.eventuallyAgreesOn("moa", "+1+1 1");

      var later = Long.toString(Instant.now().getEpochSecond() + 60);
      herd.report("B", "kiwi", "+2+2", later);
      herd.eventuallyAgreesOn("kiwi", "+2+2 " + later);
    }
  }

  @Test
  void aNeighbourThatWasAwayDoesNotGiveTheClientBack(@TempDir Path folder) throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C")) {
      var onDisk =
          Map.of("herd.store.type", "disk", "herd.store.folder", folder.resolve("C").toString());
      herd.stop("C");
      herd.start("C", onDisk);
      herd.report("A", "kiwi", "+1+1", "1");
      herd.eventuallyAgreesOn("kiwi", "+1+1 1");
      herd.stop("C");
      herd.forget("A", "kiwi");
      herd.eventuallyForgets("kiwi");

      // The worst: B has lost all that it knew, and C comes back first.
      herd.cut("A", "B");
      herd.stop("B");
      herd.start("B");
      herd.start("C", onDisk);
      await().until(() -> herd.member("B").knows("kiwi").isPresent());
      herd.heal("A", "B");
      herd.eventuallyForgets("kiwi");
      herd.eventuallyAgree();
    }
  }

  @Test
  void aClientThatIsOnlyKnownElsewhereIsForgottenThere() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C")) {
      herd.cut("B", "C");
      herd.report("C", "kiwi", "+1+1", "1");
      herd.forget("A", "kiwi");
      herd.heal("B", "C");
      herd.eventuallyForgets("kiwi");
      herd.eventuallyAgree();
    }
  }
}
