package dev.proxyherd.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The {@code herd} command, with a method for each subcommand that runs members or talks to them.
 * Those that look at members are classes of their own.
 */
@Command(
    name = "herd",
    description = "Runs herds of members as processes on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = HerdCommand.Version.class,
    subcommands = HelpCommand.class,
    footer = {
      "",
      "A herd goes by the name of any of its members; names may be written in any case.",
      "Exit status: 0 done, 1 failed, 2 not understood, 130 interrupted.",
      "Environment variables such as HERD_PLACES_PROVIDER reach every member.",
      "",
      "Examples:",
      "  ./herd up                      the herd of Goloman",
      "  ./herd links                   who is linked with whom",
      "  ./herd stop --help             all about one command"
    })
final class HerdCommand {
  /** Of the jar that this runs from. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = HerdCommand.class.getPackage().getImplementationVersion();
      return new String[] {"Proxy Herd " + (version == null ? "(not packaged)" : version)};
    }
  }

  private static final String HERD = "the name of any member of the herd";
  private static final String NAME = "the name of a member";
  private static final String WAIT = "how long to wait until all is well (default: 90)";
  private static final String END = "how long to wait before killing (default: 20)";
  private static final String LINES = "how many lines of each log to begin with (default: 40)";
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Invocation call;
  private final PrintWriter out;
  private final Members members;

  HerdCommand(Invocation call) {
    this.call = call;
    out = call.out();
    members = call.members();
  }

  @Command(
      description = "Starts all members of a herd, and returns when they are linked.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  ./herd up                      the herd of Goloman",
        "  ./herd up riley --timeout 180"
      })
  void up(
      @Parameters(paramLabel = "HERD", defaultValue = "goloman", description = HERD) String name,
      @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "90", description = WAIT)
          int timeout) {
    var herd = profiles().herd(name);
    launch(herd, timeout, true);
    out.println();
    Report.printHerd(herd, out);
  }

  @Command(
      description = "Stops all members of a herd, or of all herds.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  ./herd down                    whatever has been started here",
        "  ./herd down riley"
      })
  void down(
      @Parameters(paramLabel = "HERD", arity = "0..1", description = HERD) @Nullable String name,
      @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "20", description = END)
          int timeout) {
    // Without a name the profiles are not asked: they may have changed since, or be broken.
    var folders =
        name == null
            ? members.recordedFolders()
            : profiles().herd(name).stream().map(members::folder).toList();
    stop(folders, timeout);
    members.forgetEnded(folders);
  }

  @Command(
      description = "Starts one member, and returns when it is healthy.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  ./herd start holiday"})
  void start(
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "90", description = WAIT)
          int timeout) {
    launch(List.of(profiles().member(name)), timeout, false);
  }

  @Command(
      description = "Stops one member.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  ./herd stop holiday            once it has handed on what it knows",
        "  ./herd stop holiday --kill     the hard way"
      })
  void stop(
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Option(names = "--kill", description = "without asking it to end (SIGKILL)") boolean kill,
      @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "20", description = END)
          int timeout) {
    var member = profiles().member(name);
    if (kill) {
      var process = members.find(member);
      members.kill(process == null ? List.of() : List.of(process));
      out.println(process == null ? member.name() + " is not running" : "killed: " + process);
    } else {
      stop(List.of(members.folder(member)), timeout);
    }
  }

  @Command(
      description = {
        "Sends lines to a member's client port and prints what comes back.",
        "Without lines on the command line it sends standard input, byte for byte.",
        "Options stand before NAME."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  ./herd send goloman \"IAMAT kiwi +34.07-118.45 $(date +%%s)\"",
        "  ./herd send welsh 'WHATSAT kiwi 10 5'",
        "  ./herd send welsh < commands"
      })
  void send(
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Parameters(paramLabel = "LINE", arity = "0..*", description = "lines to send, without ends")
          @Nullable List<String> lines,
      @Mixin TlsOptions tls) {
    var member = profiles().member(name);
    var input = call.in();
    if (lines != null) {
      var text = new StringBuilder();
      lines.forEach(line -> text.append(line).append('\n'));
      input = new ByteArrayInputStream(text.toString().getBytes(Invocation.argumentCharset()));
    }
    if (members.find(member) == null) {
      throw HerdFailure.notRunning(member);
    }
    new Conversation(ANSWER_PATIENCE, tls.context()).hold(member, input, call.bytes());
  }

  @Command(
      description = "Shows a member's logs: its console, and every line in and out.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  ./herd logs welsh", "  ./herd logs welsh -f -n 5"})
  int logs(
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Option(
              names = {"-f", "--follow"},
              description = "go on as the logs grow")
          boolean follow,
      @Option(names = "-n", paramLabel = "LINES", defaultValue = "40", description = LINES)
          int lines)
      throws IOException, InterruptedException {
    var member = profiles().member(name);
    var logs = new ArrayList<Path>(List.of(members.console(member), members.wireLog(member)));
    logs.removeIf(log -> !log.toFile().exists());
    if (logs.isEmpty()) {
      throw new HerdFailure("%s has no logs: it has not been started".formatted(member.name()));
    }
    var command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
    if (follow) {
      command.add("-F"); // by name: the logs are rotated
    }
    logs.forEach(log -> command.add(call.checkout().home().relativize(log).toString()));
    return new ProcessBuilder(command)
        .directory(call.checkout().home().toFile())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Command(
      description = "Prints what has bash complete commands and options.",
      mixinStandardHelpOptions = true,
      footer = {"", "Examples:", "  source <(./herd completion)"})
  void completion() {
    out.print(AutoComplete.bash("herd", spec.commandLine()));
    out.flush();
  }

  private Profiles profiles() {
    return Profiles.read(call.checkout().profiles());
  }

  private void launch(List<Member> herd, int timeout, boolean linked) {
    try (var launch = new Launch(members, out, call.progress())) {
      launch.start(herd);
      launch.awaitReady(Duration.ofSeconds(timeout), linked);
      launch.keep();
    }
    call.checkout().train(); // now that nobody waits for these
  }

  private void stop(List<Path> folders, int timeout) {
    var running = folders.stream().map(MemberProcess::find).filter(Objects::nonNull).toList();
    members.stop(running, Duration.ofSeconds(timeout));
    out.println(
        running.isEmpty()
            ? "nothing is running"
            : "stopped: "
                + String.join(", ", running.stream().map(MemberProcess::toString).toList()));
  }
}
