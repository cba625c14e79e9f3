package dev.proxyherd.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.proxyherd.ProxyHerd;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command that runs a member in a JVM of its own: small, and started from an AOT cache, so that
 * five of them can start at once on two processors.
 *
 * <p>The cache is made once, beside the compiled classes, and again when these are newer. The JVM
 * takes classes into it from jars only, so they go into one.
 */
final class MemberJvm {
  private static final Path CLASSES = location(ProxyHerd.class);
  private static final Path FOLDER = CLASSES.resolveSibling("member-jvm");
  private static final Path JAR = FOLDER.resolve("member.jar");
  private static final Path CACHE = FOLDER.resolve("member.aot");

  /** As in jvm.options, and small. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx128m",
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=4",
          "-Djdk.reflect.useNativeAccessorOnly=true",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.library.path=" + FOLDER.resolve("native"), // left by the training run
          "--enable-native-access=ALL-UNNAMED");

  private static final Path READY_CACHE = prepare();

  private MemberJvm() {}

  /**
   * What to run, to which the member's properties are to be added.
   *
   * @param more JVM options beside those that make it small
   */
  static List<String> small(List<String> more) {
    return command(FLAGS, more, "ProxyHerd");
  }

  /** The same with the JVM's options of a member that somebody uses. */
  static List<String> deployed() {
    return command(List.of("@" + Path.of("jvm.options").toAbsolutePath()), List.of(), "ProxyHerd");
  }

  /** What a small one starts sooner from: made by {@code TrainingRun}. */
  static Path cache() {
    return READY_CACHE;
  }

  private static Path prepare() {
    try {
      Files.createDirectories(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Tests run in several JVMs.
    try (var lock = FileChannel.open(FOLDER.resolve(".lock"), CREATE, WRITE);
        var _ = lock.lock()) {
      if (!Files.exists(JAR) || Files.getLastModifiedTime(JAR).compareTo(newestClass()) < 0) {
        Files.deleteIfExists(CACHE);
        packClasses();
      }
      if (!Files.exists(CACHE)) {
        train();
      }
      return CACHE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(List<String> flags, List<String> more, String main) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(more);
    command.addAll(List.of("-cp", classPath(), "dev.proxyherd." + main));
    return List.copyOf(command);
  }

  private static String classPath() {
    var libraries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> entry.endsWith(".jar"));
    return Stream.concat(Stream.of(JAR.toString()), libraries)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static FileTime newestClass() throws IOException {
    var newest = FileTime.fromMillis(0);
    for (var file : classes()) {
      var time = Files.getLastModifiedTime(file);
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    return newest;
  }

  private static void packClasses() throws IOException {
    var fresh = Files.createTempFile(FOLDER, "member", ".jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(fresh))) {
      for (var file : classes()) {
        var folder = Files.isDirectory(file);
        jar.putNextEntry(new JarEntry(CLASSES.relativize(file) + (folder ? "/" : "")));
        if (!folder) {
          Files.copy(file, jar);
        }
        jar.closeEntry();
      }
    }
    Files.move(fresh, JAR, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Folders, too: Spring looks for its components in them. */
  private static List<Path> classes() throws IOException {
    try (var files = Files.walk(CLASSES)) {
      return files.filter(file -> !file.equals(CLASSES)).toList();
    }
  }

  private static void train() throws IOException {
    var fresh = FOLDER.resolve("fresh-" + ProcessHandle.current().pid() + ".aot");
    var log = FOLDER.resolve("training.log");
    var process =
        new ProcessBuilder(command(FLAGS, List.of("-XX:AOTCacheOutput=" + fresh), "TrainingRun"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError("the training run has failed: see " + log);
      }
      Files.move(fresh, CACHE, StandardCopyOption.ATOMIC_MOVE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
