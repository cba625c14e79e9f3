package dev.proxyherd.places.google;

import dev.proxyherd.location.Journal;
import dev.proxyherd.places.Places;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The beans that ask Google, made only where a member is to ask it.
 *
 * <p>Lazy beans rather than conditional ones: conditions would be decided when an image is built
 * ahead of time, and the provider is decided where the member runs.
 */
@Configuration(proxyBeanMethods = false)
public class GoogleConfiguration {

  @Lazy
  @Bean(defaultCandidate = false, destroyMethod = "dispose")
  ConnectionProvider placesConnections(GoogleSettings settings) {
    return GoogleClient.connections(settings);
  }

  @Lazy
  @Bean(defaultCandidate = false)
  WebClient placesWebClient(
      GoogleSettings settings,
      @Qualifier("placesConnections") ConnectionProvider connections,
      WebClient.Builder builder) {
    return GoogleClient.of(settings, connections, builder);
  }

  /** Also where Google is not asked, so that a member always has the same meters. */
  @Bean
  GoogleStatus googleStatus() {
    return new GoogleStatus();
  }

  @Lazy
  @Bean(defaultCandidate = false)
  BudgetFile googleBudgetFile(GoogleSettings settings, ObjectProvider<Journal> journal) {
    return journal.stream()
        .findFirst()
        .flatMap(Journal::folder)
        .map(folder -> new BudgetFile(folder, settings.calls().budget().perDay()))
        .orElse(BudgetFile.NONE);
  }

  @Lazy
  @Bean(defaultCandidate = false)
  Places googlePlaces(
      GoogleSettings settings,
      @Qualifier("placesWebClient") WebClient client,
      @Qualifier("googleBudgetFile") BudgetFile file,
      GoogleStatus status,
      ObjectProvider<BudgetLedger> ledger,
      ObjectProvider<InstantSource> clock) {
    return GoogleChain.places(
        settings,
        client,
        status,
        clock.getIfAvailable(InstantSource::system),
        file,
        ledger.getIfAvailable());
  }
}
