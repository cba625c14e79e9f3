package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code herd} command: one method a subcommand. */
@Command(
    name = "herd",
    description = "Runs herds of members as processes on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = HerdCommand.Version.class,
    subcommands = HelpCommand.class,
    footer = {
      "",
      "A herd goes by the name of any of its members; names may be written in any case.",
      "Exit status: 0 done, 1 failed, 2 not understood.",
      "Environment variables such as HERD_PLACES_PROVIDER reach every member."
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
  private static final String ASKED = "the member to ask (default: the first that runs)";
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);

  private final Checkout checkout;
  private final InputStream in;
  private final OutputStream bytes;
  private final PrintWriter out;
  private final Members members;

  HerdCommand(Checkout checkout, InputStream in, OutputStream out) {
    this.checkout = checkout;
    this.in = in;
    this.bytes = out;
    this.out = new PrintWriter(out, true, Charset.defaultCharset());
    members = new Members(checkout, this.out);
  }

  @Command(description = "Starts all members of a herd, and returns when they are linked.")
  void up(
      @Parameters(paramLabel = "HERD", defaultValue = "goloman", description = HERD) String name,
      @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "90", description = WAIT)
          int timeout) {
    var herd = profiles().herd(name);
    launch(herd, timeout, true);
    out.println();
    Report.printHerd(herd, out);
  }

  @Command(description = "Stops all members of a herd, or of all herds.")
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

  @Command(description = "Starts one member, and returns when it is healthy.")
  void start(
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "90", description = WAIT)
          int timeout) {
    launch(List.of(profiles().member(name)), timeout, false);
  }

  @Command(description = "Stops one member.")
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

  @Command(description = "Shows how the members of all herds, or of one, are.")
  void status(
      @Parameters(paramLabel = "HERD", arity = "0..1", description = HERD) @Nullable String name,
      @Option(names = "--json", description = "as a JSON list, one object a member") boolean json) {
    var profiles = profiles();
    var herds = new LinkedHashSet<Set<Member>>(); // which are equal whatever member they begin with
    for (var start : name == null ? profiles.names() : List.of(name)) {
      if (name != null || members.isRecorded(profiles.member(start))) {
        herds.add(new LinkedHashSet<>(profiles.herd(start)));
      }
    }
    var statuses = herds.stream().map(this::statuses).toList();
    if (json) {
      Report.printJson(statuses, out);
    } else if (statuses.isEmpty()) {
      out.println("no herd has been started here; ./herd up starts one");
    } else {
      Report.printTable(statuses, out);
    }
  }

  private List<MemberStatus> statuses(Set<Member> herd) {
    return herd.parallelStream()
        .map(member -> MemberStatus.of(member, members.find(member)))
        .toList();
  }

  @Command(
      description = {
        "Sends lines to a member's client port and prints what comes back.",
        "Without lines on the command line it sends standard input, byte for byte.",
        "Options stand before NAME."
      })
  void send(
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Parameters(paramLabel = "LINE", arity = "0..*", description = "lines to send, without ends")
          @Nullable List<String> lines,
      @Mixin TlsOptions tls) {
    var member = profiles().member(name);
    var input = in;
    if (lines != null) {
      var text = new StringBuilder();
      lines.forEach(line -> text.append(line).append('\n'));
      input = new ByteArrayInputStream(text.toString().getBytes(argumentCharset()));
    }
    if (members.find(member) == null) {
      throw new HerdFailure(
          "%s is not running; ./herd start %s starts it".formatted(member.name(), member.name()));
    }
    new Conversation(ANSWER_PATIENCE, tls.context()).hold(member, input, bytes);
  }

  @Command(description = "Has a herd forget a client, until the client says again where it is.")
  void forget(
      @Parameters(paramLabel = "CLIENT", description = "the client's name") String client,
      @Option(names = "--member", paramLabel = "NAME", description = ASKED) @Nullable String name) {
    var asked = anyRunning(name);
    var answer = new MemberEndpoint(asked).forget(inUtf8(client));
    out.printf(
        "%s %s %s: forgotten as of %s, by all members soon%n",
        asked.name(),
        answer.path("known").asBoolean(false) ? "knew" : "did not know",
        client,
        answer.path("time").asString("now"));
  }

  /** The first member that runs, unless another is named, or another herd could be meant. */
  private Member anyRunning(@Nullable String name) {
    var profiles = profiles();
    var names = name == null ? profiles.names() : List.of(name);
    var running =
        names.stream()
            .map(profiles::member)
            .filter(member -> members.find(member) != null)
            .toList();
    if (running.isEmpty()) {
      throw new HerdFailure(name == null ? "no member is running" : name + " is not running");
    }
    var herd = profiles.herd(running.getFirst().name());
    if (!herd.containsAll(running)) {
      throw HerdFailure.usage("more than one herd is running: say with --member which to ask");
    }
    return running.getFirst();
  }

  @Command(description = "Shows a member's logs: its console, and every line in and out.")
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
    logs.forEach(log -> command.add(checkout.home().relativize(log).toString()));
    return new ProcessBuilder(command)
        .directory(checkout.home().toFile())
        .inheritIO()
        .start()
        .waitFor();
  }

  private Profiles profiles() {
    return Profiles.read(checkout.profiles());
  }

  private void launch(List<Member> herd, int timeout, boolean linked) {
    try (var launch = new Launch(members, out)) {
      launch.start(herd);
      launch.awaitReady(Duration.ofSeconds(timeout), linked);
      launch.keep();
    }
    checkout.train(); // now that nobody waits for these
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

  private static String inUtf8(String argument) {
    return new String(argument.getBytes(argumentCharset()), UTF_8);
  }

  /** What the bytes of the command line were read with: to be written with it again. */
  private static Charset argumentCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
