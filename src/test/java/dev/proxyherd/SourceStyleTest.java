package dev.proxyherd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import dev.proxyherd.testing.BesideOthers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the sources to one format (google-java-format) and to the house's size limits.
 *
 * <p>{@code mvn test -Dtest=SourceStyleTest -Dherd.format=write} rewrites what is not formatted.
 */
@BesideOthers
class SourceStyleTest {
  private static final int MAX_LINES = 300;

  @Test
  void everySourceIsFormatted() throws Exception {
    var write = "write".equals(System.getProperty("herd.format"));
    var formatter = new Formatter();
    var unformatted = new ArrayList<Path>();
    for (var file : sources()) {
      var text = Files.readString(file);
      var formatted = formatter.formatSourceAndFixImports(text);
      if (!formatted.equals(text)) {
        if (write) {
          Files.writeString(file, formatted);
        } else {
          unformatted.add(file);
        }
      }
    }
    assertThat(unformatted)
        .as("run: mvn test -Dtest=SourceStyleTest -Dherd.format=write")
        .isEmpty();
  }

  @Test
  void noSourceIsLongerThanAReaderCanHold() throws Exception {
    for (var file : sources()) {
      assertThat(Files.readAllLines(file))
          .as("lines of " + file)
          .hasSizeLessThanOrEqualTo(MAX_LINES);
    }
  }

  @Test
  void noTestSleeps() throws Exception {
    var call = "Thread" + ".sleep(";
    for (var file : sources()) {
      assertThat(Files.readString(file)).as("%s waits by the clock", file).doesNotContain(call);
    }
  }

  /** A member that starts sets up the log anew, under the hands of a test that reads it. */
  @Test
  void testsThatStartMembersInThisJvmDoNotRunBesideOthers() throws Exception {
    var start = Pattern.compile("(TestMember|TestHerd|SiteHerd|WebMember)(\\.|\\()");
    for (var file : sources()) {
      var text = Files.readString(file);
      if (text.contains("\n@BesideOthers\n")) {
        assertThat(text).as("%s is @BesideOthers", file).doesNotContainPattern(start);
      }
    }
  }

  private static List<Path> sources() throws Exception {
    try (var files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
