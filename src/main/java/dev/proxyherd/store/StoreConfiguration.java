package dev.proxyherd.store;

import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.Journal;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.WholeStore;
import dev.proxyherd.topology.Topology;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StoreProperties.class, LocationProperties.class})
public class StoreConfiguration {
  @Bean
  Journal journal(StoreProperties properties, Topology topology) {
    return switch (properties.type()) {
      case MEMORY, REDIS -> new MemoryJournal();
      case DISK ->
          new RocksJournal(
              new StoreFolder(properties.folder()),
              topology.self(),
              properties.sync() == StoreProperties.Sync.ALWAYS);
    };
  }

  /** Stopped before the journal, which it uses, is closed. */
  @Bean(destroyMethod = "stop")
  @ConditionalOnProperty(name = "herd.store.type", havingValue = "disk", matchIfMissing = true)
  Syncer syncer(Journal journal) {
    return new Syncer(journal);
  }

  /** Of a member that is one process; a site has another. */
  @Bean
  @ConditionalOnMissingBean
  LocationStore locationStore(
      InstantSource clock, Journal journal, Retention retention, Capacity capacity) {
    return new RecordStore(clock, journal, retention, capacity);
  }

  @Bean
  @ConditionalOnMissingBean
  WholeStore wholeStore(LocationStore store) {
    return new WholeStore(store);
  }

  @Bean
  Retention retention(LocationProperties properties) {
    return properties.toRetention();
  }

  @Bean
  Capacity capacity(LocationProperties properties) {
    return properties.toCapacity(Runtime.getRuntime().maxMemory());
  }

  /** Made before any port opens, and stopped before the journal, which it uses, is closed. */
  @Bean(destroyMethod = "stop")
  Sweeper sweeper(LocationStore store) {
    return new Sweeper(store);
  }

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }
}
