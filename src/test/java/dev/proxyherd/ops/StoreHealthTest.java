package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Journal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.site.SiteStatus;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What health says of a store by what its journal says. */
class StoreHealthTest {
  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
  private Optional<String> trouble = Optional.empty();
  private Optional<String> loss = Optional.empty();

  private final Journal journal =
      new Journal() {
        @Override
        public void write(Entry entry) {}

        @Override
        public void replay(Reader reader) {}

        @Override
        public String epoch() {
          return "e";
        }

        @Override
        public Optional<String> trouble() {
          return trouble;
        }

        @Override
        public Optional<String> loss() {
          return loss;
        }

        @Override
        public void close() {}
      };

  @Test
  void aStoreThatIsWellHasNothingToSay() {
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    assertThat(health().getDetails()).doesNotContainKeys("trouble", "loss");
  }

  @Test
  void aStoreInTroubleIsDown() {
    trouble = Optional.of("no space");
    assertThat(health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health().getDetails()).containsEntry("trouble", "no space");
  }

  /** A restart would mend nothing. */
  @Test
  void aStoreThatHasLostSomethingIsUpAndSaysSo() {
    loss = Optional.of("its end");
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    assertThat(health().getDetails()).containsEntry("loss", "its end");
  }

  @Test
  void aReplicaSaysWhatItsEngineIs() {
    assertThat(health().getDetails()).doesNotContainKey("replica");
    beans.addBean("site", SiteMetersTest.STATUS);
    assertThat(health().getDetails())
        .containsEntry("replica", "goloman-1")
        .containsEntry("engine", "cluster")
        .containsEntry("primaries", 3)
        .containsEntry("leasesHeld", 4)
        .containsEntry("buckets", 256)
        .containsEntry("bucketsInTrouble", 2);
  }

  private Health health() {
    var store = new RecordStore(InstantSource.system(), journal);
    var site = beans.getBeanProvider(SiteStatus.class);
    return Objects.requireNonNull(new MemberHealth().storeHealthIndicator(store, site).health());
  }
}
