package dev.proxyherd.testing;

import java.time.Duration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Gives each member of this JVM event loops of its own for HTTP. Those that Reactor has for a whole
 * process are closed with the first member that stops, under the hands of all others.
 */
public final class OwnEventLoops
    implements ApplicationContextInitializer<GenericApplicationContext> {
  @Override
  public void initialize(GenericApplicationContext context) {
    context.registerBean(ReactorResourceFactory.class, OwnEventLoops::resources);
  }

  private static ReactorResourceFactory resources() {
    var resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.setShutdownQuietPeriod(Duration.ZERO);
    return resources;
  }
}
