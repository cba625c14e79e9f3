package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.BesideOthers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members read their files again, if all of them can. */
@BesideOthers
class ReloadCommandTest {
  private @TempDir Path home;
  private FakeHerd herd;

  @BeforeEach
  void makeHerd() throws IOException {
    herd = new FakeHerd(home);
  }

  @AfterEach
  void leaveNothingRunning() {
    assertThat(herd.run("down", "--timeout", "0")).isZero();
  }

  @Test
  void allOrNone() throws Exception {
    assertThat(herd.run("reload")).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: no member is running\n");

    assertThat(herd.run("start", "ann")).as(() -> herd.err).isZero();
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    assertThat(herd.run("reload", "--preview")).as(() -> herd.err).isZero();
    var change = "adds Dan, Eve; dials elsewhere Cid at b:2; needs a restart for herd.secret\n";
    assertThat(herd.out).isEqualTo("Ann  would change: " + change + "Bob  would change: " + change);
    assertThat(home.resolve("ann.reloaded")).doesNotExist();

    herd.make("bob", "garbled");
    assertThat(herd.run("reload")).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: Bob refuses: herd.name = ?\nMend it.\n");
    assertThat(home.resolve("ann.reloaded")).doesNotExist();
    assertThat(herd.run("reload", "Ann")).as(() -> herd.err).isZero();
    assertThat(herd.out).isEqualTo("Ann  " + change);
    assertThat(home.resolve("ann.reloaded")).exists();

    assertThat(herd.run("reload", "cid")).isEqualTo(1);
    assertThat(herd.err).contains("Cid is not running");
  }
}
