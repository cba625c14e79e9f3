package dev.proxyherd.store;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryLocationStore;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  LocationStore locationStore(InstantSource clock) {
    return new MemoryLocationStore(clock);
  }

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }
}
