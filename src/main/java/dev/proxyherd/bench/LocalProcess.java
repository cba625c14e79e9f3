package dev.proxyherd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of this machine, as the system accounts for it. Memory: Linux only. */
public final class LocalProcess implements UsageMeter {
  private static final String RESIDENT = "VmRSS:";

  private final long pid;

  public LocalProcess(long pid) {
    this.pid = pid;
  }

  /** This program itself. */
  static LocalProcess self() {
    return new LocalProcess(ProcessHandle.current().pid());
  }

  /** Processor time as /proc/PID/stat has it (utime + stime), in steps of a clock tick. */
  @Override
  public Usage read() {
    var cpu =
        ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElse(null);
    return new Usage(cpu == null ? null : (Double) seconds(cpu), resident());
  }

  private static double seconds(Duration duration) {
    return (double) duration.toNanos() / TimeUnit.SECONDS.toNanos(1);
  }

  private @Nullable Long resident() {
    try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")) * 1024) // the file says kB
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null; // another system, or the process has ended
    }
  }
}
