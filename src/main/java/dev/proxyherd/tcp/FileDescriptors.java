package dev.proxyherd.tcp;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.commons.logging.LogFactory;

/** The operating system's limit on open files, of which every connection is one. */
public final class FileDescriptors {
  /** For the program's own files, links, the web server and the places source. */
  private static final long RESERVED = 512;

  private FileDescriptors() {}

  /**
   * Caps a number of connections so that this process does not run out of file descriptors.
   *
   * @param property the configuration key of the number, for the log
   */
  public static int cap(int connections, String property) {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return connections;
    }
    var limit = unix.getMaxFileDescriptorCount();
    var cap = (int) Math.min(connections, Math.max(limit / 2, limit - RESERVED));
    if (cap < connections) {
      LogFactory.getLog(FileDescriptors.class)
          .warn(
              "%s is %d, and this process may open %d files: no more than %d connections are taken. "
                      .formatted(property, connections, limit, cap)
                  + "Raise the limit (ulimit -n) or lower the property.");
    }
    return cap;
  }
}
