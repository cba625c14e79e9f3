package dev.proxyherd.lifecycle;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Has a member that is told to stop drain from the moment when it opens its ports. Until then it
 * has promised nothing and just ends: Spring's own shutdown hook, which is there earlier, would
 * finish the start first, however long that takes.
 */
public final class StopSignal
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context.getBeanFactory().registerSingleton("stopSignal", new Registration(context));
  }

  /** Before the ports, in the same start of all that has a lifecycle. */
  private static final class Registration implements SmartLifecycle {
    private final ConfigurableApplicationContext context;
    private volatile boolean running;

    Registration(ConfigurableApplicationContext context) {
      this.context = context;
    }

    @Override
    public void start() {
      context.registerShutdownHook();
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return Integer.MIN_VALUE;
    }
  }
}
