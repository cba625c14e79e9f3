package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.site.EngineCounts;
import dev.proxyherd.site.SiteStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

/** What a replica of a site has to say beside what every member has. */
class SiteMetersTest {
  static final SiteStatus STATUS =
      new SiteStatus() {
        private final EngineCounts counts = new EngineCounts();

        @Override
        public Snapshot snapshot() {
          return new Snapshot("goloman-1", true, 3, 4, 256, 2, "full", 5, 6, 7, 8, 9, 0.25);
        }

        @Override
        public EngineCounts counts() {
          return counts;
        }
      };

  /** What Prometheus finds at a replica. */
  static String scrape() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags("member", "Goloman");
    new SiteMeters(STATUS).bindTo(registry);
    return registry.scrape();
  }

  @Test
  void eachMeterHasItsOwnNumber() {
    assertThat(scrape())
        .contains("herd_engine_primaries{member=\"Goloman\"} 3.0")
        .contains("herd_engine_buckets{member=\"Goloman\"} 256.0")
        .contains("herd_engine_buckets_in_trouble{member=\"Goloman\"} 2.0")
        .contains("herd_engine_feeds{member=\"Goloman\"} 5.0")
        .contains("herd_engine_feed_gaps_total{member=\"Goloman\"} 6.0")
        .contains("herd_engine_news_told_total{member=\"Goloman\"} 7.0")
        .contains("herd_engine_news_heard_total{member=\"Goloman\"} 8.0")
        .contains("herd_engine_fail_overs_total{member=\"Goloman\"} 9.0")
        .contains("herd_engine_follower_behind_seconds{member=\"Goloman\"} 0.25")
        .contains("herd_engine_offers_total{member=\"Goloman\",updates=\"64\"} 0.0")
        .contains(
            "herd_engine_calls_seconds_count{call=\"offer\",member=\"Goloman\",outcome=\"answered\"}");
  }
}
