package dev.proxyherd.tcp;

import io.netty.channel.ConnectTimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a dial or a bind has failed, in the words that people know. */
final class Reason {
  /** The name of a system call with its error number, and an address, which is known anyway. */
  private static final Pattern DECORATION =
      Pattern.compile("^\\S+ failed with error\\(-?\\d+\\): |: \\S*/\\S+$");

  private Reason() {}

  static String of(@Nullable Throwable cause) {
    return cause instanceof ConnectTimeoutException
        ? "Connect timed out"
        : DECORATION
            .matcher(String.valueOf(cause == null ? null : cause.getMessage()))
            .replaceAll("");
  }
}
