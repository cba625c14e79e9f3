package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help, completion and docs/reference/command-line.md against the commands that there are. */
class CommandLineReferenceTest {
  private static @TempDir Path home;

  /** Every command, and behind each what it has for commands itself: "places", "places import". */
  static Stream<String> commands() {
    return commands(model(), "").distinct();
  }

  private static Stream<String> commands(CommandLine parent, String prefix) {
    return parent.getSubcommands().values().stream()
        .filter(command -> !command.getCommandName().equals("help"))
        .flatMap(
            command -> {
              var name = prefix + command.getCommandName();
              return Stream.concat(Stream.of(name), commands(command, name + " "));
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theReferenceHasEveryOptionAndParameter(String name) {
    var section = Documented.section(name);
    var spec = command(name).getCommandSpec();
    for (var option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        assertThat(section).contains("`" + option.longestName());
      }
    }
    for (var parameter : spec.positionalParameters()) {
      assertThat(section).contains("`" + parameter.paramLabel() + "`");
    }
    for (var alias : spec.aliases()) {
      assertThat(section).contains("`./herd " + alias + "`");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamples(String name) {
    assertThat(run((name + " --help").split(" ", -1)))
        .startsWith("Usage: herd ")
        .containsPattern("(?s)\nExamples:\n.*\\./herd " + name);
  }

  @Test
  void completionKnowsEveryCommand() {
    var script = new HashSet<>(List.of(run("completion").split("\\W+", -1)));
    assertThat(script)
        .containsAll(commands().flatMap(name -> Stream.of(name.split(" ", -1))).toList());
  }

  private static String run(String... arguments) {
    var out = new ByteArrayOutputStream();
    assertThat(Herd.run(call(out), arguments)).isZero();
    return out.toString(UTF_8);
  }

  private static CommandLine model() {
    return Herd.commandLine(call(new ByteArrayOutputStream()));
  }

  private static CommandLine command(String name) {
    var command = model();
    for (var word : name.split(" ", -1)) {
      command = Objects.requireNonNull(command.getSubcommands().get(word));
    }
    return command;
  }

  private static Invocation call(ByteArrayOutputStream out) {
    var err = new PrintWriter(System.err, true, UTF_8);
    var nowhere =
        new Checkout(
            home, home, List.of(), List.of(), List.of(), new StartCache(home.resolve("cache")));
    return Invocation.of(nowhere, InputStream.nullInputStream(), out, err, Terminal.NONE);
  }
}
