package dev.proxyherd.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a process costs, as Linux has it in {@code /proc}.
 *
 * @param residentKibibytes memory that is really there
 * @param threads of the operating system
 * @param descriptors open files, sockets among them
 */
public record Footprint(int residentKibibytes, int threads, int descriptors) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

  static Footprint of(long pid) {
    var process = Path.of("/proc", Long.toString(pid));
    try (var descriptors = Files.list(process.resolve("fd"))) {
      var status = Files.readString(process.resolve("status"));
      return new Footprint(
          find(RESIDENT, status), find(THREADS, status), (int) descriptors.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int find(Pattern pattern, String status) {
    var found = pattern.matcher(status);
    if (!found.find()) {
      throw new AssertionError("no " + pattern + " in " + status);
    }
    return Integer.parseInt(found.group(1));
  }
}
