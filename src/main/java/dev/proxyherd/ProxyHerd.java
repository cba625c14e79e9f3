package dev.proxyherd;

import dev.proxyherd.lifecycle.StartLog;
import dev.proxyherd.lifecycle.StopSignal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One member of the herd. */
@SpringBootApplication
public class ProxyHerd {
  static void main(String[] args) {
    var application = new SpringApplication(ProxyHerd.class);
    application.setRegisterShutdownHook(false);
    application.addInitializers(new StartLog(), new StopSignal());
    application.run(args);
  }
}
