package dev.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that no store can be in. */
class StoreFolderTest {
  @TempDir Path temporary;

  @Test
  void aFileIsNoFolder() throws IOException {
    var file = Files.createFile(temporary.resolve("store"));
    assertRefused(file, "Not a directory");
    assertRefused(file.resolve("below"), "Not a directory");
  }

  @Test
  void aFolderThatCannotBeMade() {
    var system = Path.of("/sys");
    assumeTrue(Files.isDirectory(system));
    assertRefused(system.resolve("proxy-herd"), "not permitted|Permission denied");
  }

  @Test
  void aFolderThatCannotBeWritten() throws IOException {
    try (var journal = Journals.open(temporary)) {
      Journals.storeOn(journal);
    }
    assertRefusedWith("r-xr-xr-x");
  }

  @Test
  void aFolderThatCannotBeRead() throws IOException {
    assertRefusedWith("---------");
  }

  private void assertRefusedWith(String permissions) throws IOException {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
    try {
      assumeFalse(Files.isWritable(temporary), "permissions mean nothing to root");
      assertRefused(temporary, "not permitted|Permission denied");
    } finally {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void assertRefused(Path folder, String why) {
    assertThatThrownBy(() -> Journals.open(folder).close())
        .isInstanceOf(StoreFolderException.class)
        .hasMessageStartingWith("cannot open the store in " + folder + ": ")
        .hasMessageFindingMatch(why);
  }
}
