package dev.proxyherd.tcp;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertificateExpiredException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a dial or a bind has failed, in the words that people know. */
final class Reason {
  /** The name of a system call with its error number, and an address, which is known anyway. */
  private static final Pattern DECORATION =
      Pattern.compile("^\\S+ failed with error\\(-?\\d+\\): |: \\S*/\\S+$");

  private static final int SHOWN = 200;

  private Reason() {}

  static String of(@Nullable Throwable cause) {
    return cause instanceof ConnectTimeoutException
        ? "Connect timed out"
        : DECORATION
            .matcher(String.valueOf(cause == null ? null : cause.getMessage()))
            .replaceAll("");
  }

  /** Why TLS has failed, in a line: what the JDK says of it, and what it says of the cause. */
  static String ofTls(Throwable cause) {
    if (cause instanceof NotSslRecordException) {
      return "the other side does not speak TLS";
    }
    var root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var said = String.valueOf(cause.getMessage());
    var why = root instanceof CertificateExpiredException ? "certificate has expired, " : "";
    var rest = String.valueOf(root.getMessage());
    var text = "TLS failed: " + said + (said.endsWith(rest) ? "" : ": " + why + rest);
    return text.substring(0, Math.min(SHOWN, text.length())).replaceAll("[^\\x20-\\x7e]", ".");
  }
}
