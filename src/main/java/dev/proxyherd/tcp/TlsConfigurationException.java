package dev.proxyherd.tcp;

import dev.proxyherd.settings.SettingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A port is to speak TLS, and cannot. Ends the start. */
public final class TlsConfigurationException extends SettingException {
  private static final String CERTS = "(./herd certs makes some for trying out).";

  /**
   * A setting that cannot be.
   *
   * @param property the key at fault
   * @param value what it is
   * @param problem what is wrong with it
   * @param fix what would be right
   */
  public TlsConfigurationException(String property, String value, String problem, String fix) {
    this(property, value, problem, fix, null);
  }

  private TlsConfigurationException(
      String property, String value, String problem, String fix, @Nullable Throwable cause) {
    super(property, "%s = '%s': %s".formatted(property, value, problem), fix, cause);
  }

  static TlsConfigurationException noSuchBundle(String property, String name, List<String> names) {
    return new TlsConfigurationException(
        property,
        name,
        "there is no SSL bundle of this name",
        (names.isEmpty() ? "There are none" : "There is " + String.join(", ", names))
            + ". Correct the name, or describe the bundle with spring.ssl.bundle.pem."
            + name
            + ".keystore.certificate, .keystore.private-key and .truststore.certificate "
            + CERTS);
  }

  static TlsConfigurationException unusable(String property, String name, Exception cause) {
    return new TlsConfigurationException(
        property,
        name,
        "this SSL bundle cannot be used: " + reason(cause),
        "Correct what spring.ssl.bundle.pem."
            + name
            + " (or .jks) says, or the files that it names, which this process must be able to read"
            + " "
            + CERTS,
        cause);
  }

  /** What went wrong, and with which file; Boot has that in the exceptions within. */
  static String reason(Throwable failure) {
    var reason = new StringBuilder(String.valueOf(failure.getMessage()));
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      var message = String.valueOf(cause.getMessage());
      if (reason.indexOf(message) < 0) {
        reason.append(": ").append(message);
      }
    }
    return reason.toString();
  }
}
