package dev.proxyherd.lifecycle;

import java.nio.file.Path;
import java.util.Objects;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The first line of a member's log: what is being started, with which profiles, and where. */
public final class StartLog
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Log LOG = LogFactory.getLog(StartLog.class);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var profiles = context.getEnvironment().getActiveProfiles();
    LOG.info(
        "Starting Proxy Herd %s, profiles %s: process %d, Java %s, in %s"
            .formatted(
                Objects.requireNonNullElse(
                    StartLog.class.getPackage().getImplementationVersion(), "(not packaged)"),
                profiles.length == 0 ? "none" : String.join(", ", profiles),
                ProcessHandle.current().pid(),
                Runtime.version().feature(),
                Path.of("").toAbsolutePath()));
  }
}
