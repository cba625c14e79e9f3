package dev.proxyherd.access;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  AuthProperties.class,
  ManagementProperties.class,
  RateLimitProperties.class
})
public class AccessConfiguration {
  @Bean
  Principals principals(AuthProperties properties) {
    return new Principals(properties);
  }

  @Bean
  Operator operator(ManagementProperties properties) {
    return new Operator(properties);
  }

  @Bean
  RateLimits rateLimits(RateLimitProperties properties) {
    return new RateLimits(properties, System::nanoTime);
  }
}
