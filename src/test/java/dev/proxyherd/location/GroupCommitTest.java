package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.WaitingStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final HeapJournal journal = new HeapJournal();
  private final RecordStore store = new RecordStore(InstantSource.system(), journal);
  private final GroupCommit group = new GroupCommit(store);
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
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
  void whatFollowsIsHeardBehindWhatCameBefore() {
    group.follow(() -> heard.add("at once"));
    group.commit();
    group.follow(() -> heard.add("with nothing before it"));
    offer("kiwi");
    group.follow(() -> heard.add("behind kiwi"));
    offer("emu");
    group.commit();
    assertThat(heard)
        .containsExactly(
            "at once", "with nothing before it", "kiwi NEWER", "behind kiwi", "emu NEWER");
  }

  @Test
  void aThreadThatMayNotWaitHearsLater() throws Exception {
    var later = new GroupCommit(new WaitingStore().around(store));
    assertThat(later.commitLater(tasks::add, () -> heard.add("done"))).isFalse();
    offer(later, "kiwi");
    offer(later, "emu");
    assertThat(later.commitLater(tasks::add, () -> heard.add("done"))).isTrue();
    offer(later, "moa");
    var recorded = tasks.take();
    assertThat(heard).isEmpty();
    assertThat(store.size()).isEqualTo(2);
    recorded.run();
    assertThat(heard).containsExactly("kiwi NEWER", "emu NEWER", "done");
  }

  @Test
  void aStoreThatBreaksIsHeardOfToo() throws Exception {
    var broken = new GroupCommit(brokenStore());
    broken.commitLater(tasks::add, () -> {});
    broken.offer(
        new Offer(location("kiwi")),
        offer ->
            assertThatThrownBy(offer::outcome)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("cannot record: gone"));
    broken.commitLater(tasks::add, () -> heard.add("done"));
    tasks.take().run();
    assertThat(heard).containsExactly("done");
  }

  private static LocationStore brokenStore() {
    return (LocationStore)
        Proxy.newProxyInstance(
            GroupCommitTest.class.getClassLoader(),
            new Class<?>[] {LocationStore.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "waits" -> true;
                  case "offerLater" -> CompletableFuture.failedStage(new IOException("gone"));
                  default -> throw new AssertionError(method);
                });
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
    offer(group, client);
  }

  private void offer(GroupCommit to, String client) {
    to.offer(new Offer(location(client)), offer -> heard.add(client + " " + offer.outcome()));
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
