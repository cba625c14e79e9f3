package dev.proxyherd;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One member of the herd. */
@SpringBootApplication
public class ProxyHerd {
  static void main(String[] args) {
    SpringApplication.run(ProxyHerd.class, args);
  }
}
