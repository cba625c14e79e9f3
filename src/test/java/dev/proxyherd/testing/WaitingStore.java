package dev.proxyherd.testing;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.StoreUnavailableException;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.scheduler.Schedulers;

/**
 * Makes of a member's store one that records later, on other threads, as one behind a network does:
 * soon, or when a test says so. An event loop that would wait for it is told that this is a defect.
 */
public final class WaitingStore
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Set<String> WAITING =
      Set.of("offer", "receive", "lastReceipt", "find", "sweep");

  private final List<Gate> gates = new CopyOnWriteArrayList<>();
  private final List<String> defects = new CopyOnWriteArrayList<>();

  /** Holds up whatever has to do with some offers. */
  public static final class Gate {
    private final Predicate<Offer> concerned;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();

    private Gate(Predicate<Offer> concerned) {
      this.concerned = concerned;
    }

    /** Waits until something is held up. */
    public void awaitArrival() throws InterruptedException {
      arrived.await();
    }

    /** Lets all that waits be recorded, and what comes. */
    public void open() {
      opened.complete(null);
    }

    /** Has all that waits fail, and what comes. */
    public void fail() {
      opened.completeExceptionally(new IllegalStateException("shard is away"));
    }

    private void pass(List<Offer> offers) {
      if (offers.stream().anyMatch(concerned)) {
        arrived.countDown();
        try {
          opened.join();
        } catch (RuntimeException e) {
          throw new StoreUnavailableException("the shard is away", e);
        }
      }
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getBeanFactory()
        .addBeanPostProcessor(
            new BeanPostProcessor() {
              @Override
              public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof LocationStore store ? around(store) : bean;
              }
            });
  }

  /** Holds up what concerns this client from now on. */
  public Gate hold(String client) {
    return hold(
        offer -> {
          var candidate = offer.candidate();
          return candidate != null && candidate.client().toString().equals(client);
        });
  }

  /** Holds up these offers from now on, and receipts that come alone. */
  public Gate hold(Predicate<Offer> offers) {
    var gate = new Gate(offers);
    gates.add(gate);
    return gate;
  }

  /** Lets everything pass again. */
  public void reset() {
    gates.forEach(Gate::open);
    gates.clear();
  }

  /** Which event loops would have waited, and for what. */
  public List<String> defects() {
    return List.copyOf(defects);
  }

  /** The same store, and it waits. */
  public LocationStore around(LocationStore store) {
    return (LocationStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {LocationStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("waits")) {
                return true;
              }
              if (method.getName().equals("offerLater")) {
                return offerLater(store, offers(arguments));
              }
              if (WAITING.contains(method.getName())) {
                checkThread(method.getName());
              }
              if (method.getName().equals("receive")) {
                pass(List.of(new Offer(null, (Receipt) arguments[0])));
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @SuppressWarnings("unchecked")
  private static List<Offer> offers(Object[] arguments) {
    return (List<Offer>) arguments[0];
  }

  private void checkThread(String method) {
    var thread = Thread.currentThread();
    if (thread instanceof FastThreadLocalThread || Schedulers.isInNonBlockingThread()) {
      defects.add(method + " on " + thread.getName());
      throw new AssertionError(defects.getLast());
    }
  }

  private CompletionStage<@Nullable Void> offerLater(LocationStore store, List<Offer> offers) {
    var done = new CompletableFuture<@Nullable Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              record(store, offers);
              done.complete(null);
            });
    return done;
  }

  private void record(LocationStore store, List<Offer> offers) {
    try {
      pass(offers);
      var same =
          offers.stream().map(offer -> new Offer(offer.candidate(), offer.receipt())).toList();
      store.offer(same);
      for (var i = 0; i < offers.size(); i++) {
        offers.get(i).finish(same.get(i).outcome());
      }
    } catch (StoreUnavailableException e) {
      offers.forEach(offer -> offer.fail(e));
    }
  }

  private void pass(List<Offer> offers) {
    gates.forEach(gate -> gate.pass(offers));
  }
}
