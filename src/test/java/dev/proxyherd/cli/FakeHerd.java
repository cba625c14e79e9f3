package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.AutoComplete;

/** The command, over a folder of its own with the line Ann–Bob–Cid of fake members. */
final class FakeHerd {
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;

  /** From anywhere on: another build may run on this machine. */
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

  private final Path home;
  private final Map<String, List<Integer>> addresses = new TreeMap<>();
  String out = "";
  String err = "";

  FakeHerd(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("application-profiles"));
    profile("Ann", "[Bob]");
    profile("Bob", "[Ann, Cid]");
    profile("Cid", "[Bob]");
    var ports = freePorts(9).iterator();
    for (var name : List.of("Ann", "Bob", "Cid")) {
      addresses.put(name, List.of(ports.next(), ports.next(), ports.next()));
    }
    writeAddresses();
    Files.writeString(
        home.resolve("jvm.options"),
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp \"%s\""
            .formatted(System.getProperty("java.class.path")));
    Files.createDirectories(trainingLog().getParent());
    Files.createFile(trainingLog());
  }

  private void writeAddresses() throws IOException {
    var table =
        new StringBuilder("herd:\n  management: {password: %s}\n".formatted(FakeMember.PASSWORD))
            .append("  members:\n");
    addresses.forEach(
        (name, ports) ->
            table.append(
                "    %s: {host: 127.0.0.1, client-port: %d, peer-port: %d, http-port: %d}\n"
                    .formatted(name, ports.get(0), ports.get(1), ports.get(2))));
    Files.writeString(home.resolve("application-profiles/application-local.yml"), table);
  }

  /** Has the command take a member of this JVM, or what stands before it, for one of the herd. */
  void address(String name, int clientPort, int peerPort, int httpPort) throws IOException {
    addresses.put(name, List.of(clientPort, peerPort, httpPort));
    writeAddresses();
  }

  void profile(String name, String neighbours) throws IOException {
    var file = "application-profiles/application-%s.yml".formatted(name.toLowerCase(Locale.ROOT));
    Files.writeString(
        home.resolve(file), "herd:\n  name: %s\n  neighbours: %s\n".formatted(name, neighbours));
  }

  /** Makes a member misbehave as {@link FakeMember} says. */
  void make(String profile, String quality) throws IOException {
    Files.createFile(home.resolve(profile + "." + quality));
  }

  /** Carries out a command; what it says is in {@link #out} and {@link #err}. */
  int run(String... args) {
    return runWith("", args);
  }

  /** Carries out a command with some standard input. */
  int runWith(String input, String... args) {
    var bytes = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(UTF_8));
    var code = runTo(in, bytes, new PrintWriter(errors, true, UTF_8), args);
    out = bytes.toString(UTF_8);
    err = errors.toString(UTF_8);
    return code;
  }

  /** Carries out a command that may not end as long as somebody reads. */
  int runTo(InputStream in, OutputStream bytes, PrintWriter errors, String... args) {
    return Herd.run(Invocation.of(checkout(home), in, bytes, errors, Terminal.NONE), args);
  }

  Member member(String name) {
    return Profiles.read(home.resolve("application-profiles")).member(name);
  }

  /** The pid that is noted down for a member, whether or not it lives. */
  long pid(String profile) throws IOException {
    return Long.parseLong(Files.readString(pidFile(profile)).split(" ", -1)[0]);
  }

  Path pidFile(String profile) {
    return home.resolve("run").resolve(profile).resolve("pid");
  }

  /** The command as a process of its own, which can be interrupted. */
  Process process(String... args) throws IOException {
    return new ProcessBuilder(command(args)).redirectErrorStream(true).start();
  }

  /** What makes the command a process. */
  List<String> command(String... args) {
    var command = new ArrayList<>(java(home));
    command.add(FakeHerd.class.getName());
    command.add(home.toString());
    command.addAll(List.of(args));
    return command;
  }

  static void main(String[] args) {
    var in = new FileInputStream(FileDescriptor.in);
    var out = new FileOutputStream(FileDescriptor.out);
    var err = new PrintWriter(System.err, true, UTF_8);
    var rest = List.of(args).subList(1, args.length).toArray(String[]::new);
    var call = Invocation.of(checkout(Path.of(args[0])), in, out, err, Terminal.NONE);
    System.exit(Herd.run(call, rest));
  }

  private static Checkout checkout(Path home) {
    return new Checkout(
        home,
        home.resolve("application-profiles"),
        java(home),
        List.of(FakeMember.class.getName()),
        training(),
        new StartCache(cache(home)));
  }

  /** A small program that ends well, on a class path that is not the members'. */
  private static List<String> training() {
    var jar = AutoComplete.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return List.of("-cp", jar, AutoComplete.class.getName(), "--version");
  }

  private static Path cache(Path home) {
    return home.resolve("run/start.aot");
  }

  /** What members start sooner from, once a training run has made it. */
  Path cache() {
    return cache(home);
  }

  /** Where a training run says what it does; where there is such a file, none is started. */
  Path trainingLog() {
    return home.resolve("run/training.log");
  }

  /** With the class path in a file: the home folder in a short command line tells whose it is. */
  private static List<String> java(Path home) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "@" + home.resolve("jvm.options"));
  }

  /**
   * Ports that nobody has at the moment, below those that the system hands out by itself: tests
   * beside this one would be given them before the members are started.
   */
  private static List<Integer> freePorts(int count) throws IOException {
    var ports = new ArrayList<Integer>();
    while (ports.size() < count) {
      var port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (var _ = new ServerSocket(port)) {
        ports.add(port);
      } catch (BindException taken) {
        // The next one, then.
      }
    }
    return ports;
  }
}
