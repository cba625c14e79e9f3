package dev.proxyherd.store;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Breaks files under the feet of the native code that has them open in this process, without root:
 * by putting a device in the place of the file, for as long as it is open. Linux only.
 */
final class OpenFiles {
  /** Every write fails with ENOSPC, every sync with EINVAL. */
  static final String FULL = "/dev/full";

  /** Every write goes well and is lost, every sync fails with EINVAL. */
  static final String LOST = "/dev/null";

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int WRITE_ONLY = 1;
  private static final MethodHandle OPEN = function("open", ADDRESS, JAVA_INT);
  private static final MethodHandle DUP2 = function("dup2", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT);

  private OpenFiles() {}

  /** Whether this can be done here. */
  static boolean canBeBroken() {
    return Files.exists(DESCRIPTORS) && Files.exists(Path.of(FULL));
  }

  /** Breaks the write-ahead log of the store in this folder. */
  static void breakLog(Path folder, String device) {
    var broken = 0;
    try (var descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (var descriptor : descriptors) {
        if (isLog(descriptor, folder.toRealPath())) {
          replace(Integer.parseInt(descriptor.getFileName().toString()), device);
          broken++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (broken == 0) {
      throw new AssertionError("no write-ahead log is open in " + folder);
    }
  }

  private static boolean isLog(Path descriptor, Path folder) {
    try {
      var file = Files.readSymbolicLink(descriptor);
      return file.startsWith(folder) && file.toString().endsWith(".log");
    } catch (IOException e) {
      return false; // closed meanwhile: the one of this very listing
    }
  }

  private static void replace(int descriptor, String device) {
    try (var arena = Arena.ofConfined()) {
      var opened = (int) OPEN.invokeExact(arena.allocateFrom(device), WRITE_ONLY);
      var replaced = (int) DUP2.invokeExact(opened, descriptor);
      var closed = (int) CLOSE.invokeExact(opened);
      if (replaced != descriptor || closed != 0) {
        throw new AssertionError("cannot put " + device + " over descriptor " + descriptor);
      }
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, MemoryLayout... arguments) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }
}
