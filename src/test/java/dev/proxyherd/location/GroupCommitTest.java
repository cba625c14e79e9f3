package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.LocationStore.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final HeapJournal journal = new HeapJournal();
  private final RecordStore store = new RecordStore(InstantSource.system(), journal);
  private final GroupCommit group = new GroupCommit(store);
  private final List<String> heard = new ArrayList<>();

  @Test
  void aThreadThatDoesNotCommitIsNotKeptWaiting() {
    offer("kiwi");
    assertThat(heard).containsExactly("kiwi NEWER");
  }

  @Test
  void aThreadThatCommitsHearsThen() {
    group.commit();
    offer("kiwi");
    offer("emu");
    assertThat(heard).isEmpty();
    assertThat(store.size()).isZero();
    group.commit();
    assertThat(heard).containsExactly("kiwi NEWER", "emu NEWER");
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void whatIsOfferedMeanwhileIsOfTheNextGroup() {
    group.commit();
    group.offer(
        new Offer(location("kiwi")),
        _ -> {
          offer("emu");
          throw new IllegalStateException("broken on purpose");
        });
    offer("moa");
    group.commit();
    assertThat(heard).containsExactly("moa NEWER");
    group.commit();
    assertThat(heard).containsExactly("moa NEWER", "emu NEWER");
  }

  @Test
  void anOutcomeIsNotToBeHadBefore() {
    var offer = new Offer(location("kiwi"));
    assertThatThrownBy(offer::outcome).isInstanceOf(IllegalStateException.class);
    store.offer(List.of(offer));
    assertThat(offer.outcome()).isEqualTo(Outcome.NEWER);
  }

  @Test
  void whatIsSaidOfAnOfferFirstCounts() {
    var late = new Offer(location("kiwi"));
    late.fail(new StoreUnavailableException("too slow", new TimeoutException()));
    late.finish(Outcome.NEWER);
    assertThatThrownBy(late::outcome).hasMessage("too slow");

    var taken = new Offer(location("kiwi"));
    taken.finish(Outcome.OLDER);
    taken.fail(new StoreUnavailableException("too slow", new TimeoutException()));
    assertThat(taken.outcome()).isEqualTo(Outcome.OLDER);
  }

  private void offer(String client) {
    group.offer(new Offer(location(client)), offer -> heard.add(client + " " + offer.outcome()));
  }

  private static ClientLocation location(String client) {
    return new ClientLocation(
        ByteString.of("Goloman"),
        ByteString.of("+0.1"),
        ByteString.of(client),
        ByteString.of("+1+1"),
        ByteString.of("1520023934"));
  }
}
