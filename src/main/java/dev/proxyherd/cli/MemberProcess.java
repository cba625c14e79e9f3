package dev.proxyherd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A process that this command started, now or earlier. Known by its pid together with the time of
 * its start, so that a pid which the system has given to somebody else is left alone.
 */
final class MemberProcess {
  private static final String PID_FILE = "pid";

  /** The system derives start times from its clock, which may be set right while members run. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  /** Where these stand in {@code /proc/PID/stat}, behind the program's name. */
  private static final int STATE = 0;

  private static final int THREADS = 17;

  private final String name;
  private final ProcessHandle handle;

  MemberProcess(String name, ProcessHandle handle) {
    this.name = name;
    this.handle = handle;
  }

  /** The member's name. */
  String name() {
    return name;
  }

  long pid() {
    return handle.pid();
  }

  /** When the process started; null when the system does not say. */
  @Nullable Instant started() {
    return handle.info().startInstant().orElse(null);
  }

  /** Notes the process down in the member's folder. */
  void record(Path run) throws IOException {
    var started = handle.info().startInstant().orElse(Instant.EPOCH);
    Files.writeString(run.resolve(PID_FILE), "%d %s %s%n".formatted(pid(), started, name));
  }

  /** Whether the member has been started here and not been taken down with its herd since. */
  static boolean isRecorded(Path run) {
    return Files.exists(run.resolve(PID_FILE));
  }

  static void forget(Path run) {
    try {
      Files.deleteIfExists(run.resolve(PID_FILE));
    } catch (IOException e) {
      throw new HerdFailure("cannot delete %s: %s".formatted(run.resolve(PID_FILE), e));
    }
  }

  /** The process that is noted down in a member's folder, or null when it does not run. */
  static @Nullable MemberProcess find(Path run) {
    try {
      var words = Files.readString(run.resolve(PID_FILE)).strip().split(" ", 3);
      var started = Instant.parse(words[1]);
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(handle -> isSame(handle, started))
          .map(handle -> new MemberProcess(words[2], handle))
          .filter(MemberProcess::isAlive)
          .orElse(null);
    } catch (IOException
        | NumberFormatException
        | DateTimeParseException
        | ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }

  private static boolean isSame(ProcessHandle handle, Instant started) {
    return handle
        .info()
        .startInstant()
        .filter(start -> Duration.between(start, started).abs().compareTo(START_TOLERANCE) < 0)
        .isPresent();
  }

  /** A process that has ended but that nobody has waited for (a container's) is not alive. */
  boolean isAlive() {
    return handle.isAlive() && !isZombie();
  }

  private boolean isZombie() {
    try {
      return isZombie(Files.readString(Path.of("/proc/%d/stat".formatted(pid()))));
    } catch (IOException e) {
      return false; // no such file system, or gone: isAlive knows
    }
  }

  /**
   * Whether a process has ended, all of its threads: until then it has its ports.
   *
   * @param stat what the system says of it, as proc(5) has it
   */
  static boolean isZombie(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields[STATE].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1;
  }

  /** Name and pid, for people. */
  @Override
  public String toString() {
    return "%s (pid %d)".formatted(name, pid());
  }

  /** Asks the process to end. */
  void end() {
    handle.destroy();
  }

  /** Ends the process without asking. */
  void kill() {
    handle.destroyForcibly();
  }
}
