package dev.proxyherd.site;

import dev.proxyherd.location.StoreUnavailableException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Calls of the engine's functions. A call either has its reply within the time-out, or fails: what
 * cannot be sent now is not kept for later.
 *
 * <p>What comes back is completed on a thread of the connections', on which nobody may wait.
 */
final class Engine {
  private static final Log LOG = LogFactory.getLog(Engine.class);

  /** A slot that is being moved is tried again after this. */
  private static final Duration MOVING = Duration.ofMillis(20);

  private final Connections connections;
  private final Duration timeout;
  private final Durability durability;
  private final EngineCounts counts = new EngineCounts();

  Engine(Connections connections, RedisProperties properties) {
    this.connections = connections;
    this.timeout = properties.timeout();
    this.durability = Durability.of(connections, properties);
  }

  /** A call of a function, as it is sent. */
  static final class Call {
    private final String function;
    private final byte[][] keys;
    private final byte[][] arguments;
    private final long deadline;

    Call(String function, byte[][] keys, byte[][] arguments, long deadline) {
      this.function = function;
      this.keys = keys;
      this.arguments = arguments;
      this.deadline = deadline;
    }

    /** Of a key that it needs, and so of all. */
    int slot() {
      return SlotHash.getSlot(keys[0]);
    }

    CompletionStage<List<Object>> sendBy(RedisClusterAsyncCommands<byte[], byte[]> commands) {
      return commands.fcall(function, ScriptOutputType.MULTI, keys, arguments);
    }
  }

  /**
   * Calls a function.
   *
   * @param keys all with one hash tag
   * @return what it replies; fails with a {@link RedisException}
   */
  CompletableFuture<List<Object>> call(String function, byte[][] keys, byte[]... arguments) {
    return call(function, keys, arguments, false);
  }

  /** As {@link #call}; the reply comes when it is as safe as the settings want it. */
  CompletableFuture<List<Object>> record(String function, byte[][] keys, byte[]... arguments) {
    return call(function, keys, arguments, true);
  }

  private CompletableFuture<List<Object>> call(
      String function, byte[][] keys, byte[][] arguments, boolean safely) {
    var result = new CompletableFuture<List<Object>>();
    var begun = System.nanoTime();
    send(prepare(function, keys, arguments), safely, result);
    return result.whenComplete(
        (_, failure) -> counts.ended(EngineCall.of(function), begun, failure));
  }

  /** The value of a client in a hash; null where there is none. */
  CompletionStage<byte[]> find(byte[] records, byte[] client) {
    var begun = System.nanoTime();
    return connections
        .commands()
        .hget(records, client)
        .whenComplete((_, failure) -> counts.ended(EngineCall.FIND, begun, failure));
  }

  private Call prepare(String function, byte[][] keys, byte[][] arguments) {
    return new Call(function, keys, arguments, System.nanoTime() + timeout.toNanos());
  }

  private void send(Call call, boolean safely, CompletableFuture<List<Object>> result) {
    try {
      var sent = safely ? durability.send(call) : call.sendBy(connections.commands());
      sent.whenComplete(
          (reply, failure) -> {
            if (failure == null) {
              result.complete(reply);
            } else {
              repair(call, safely, result, cause(failure));
            }
          });
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }

  /** Tries again what is known not to have been carried out, if that has a remedy. */
  private void repair(
      Call call, boolean safely, CompletableFuture<List<Object>> result, Throwable failure) {
    var message = String.valueOf(failure.getMessage());
    Runnable remedy;
    if (Functions.areMissing(failure)) {
      remedy = this::loadAgain;
    } else if (message.startsWith("TRYAGAIN")) {
      remedy = () -> LockSupport.parkNanos(MOVING.toNanos());
    } else if (message.startsWith("MOVED") || message.startsWith("ASK")) {
      remedy = connections::refresh; // sent to one server, and it has just gone to another
    } else {
      result.completeExceptionally(failure);
      return;
    }
    if (System.nanoTime() - call.deadline >= 0) {
      result.completeExceptionally(failure);
      return;
    }
    Thread.ofVirtual()
        .name("engine-repair")
        .start(
            () -> {
              try {
                remedy.run();
                send(call, safely, result);
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
  }

  private void loadAgain() {
    LOG.info("A server of the engine has forgotten the functions: loading them again");
    load();
  }

  /**
   * Loads the functions into every primary that can be reached, whatever is there of them: into the
   * others when they are called for. Waits.
   *
   * @throws RedisException when none can be reached
   */
  void load() {
    RedisException unreachable = null;
    var loaded = 0;
    for (var primary : connections.primaries()) {
      try {
        await(primary.commands().functionLoad(Functions.text(), true));
        loaded++;
      } catch (RedisException e) {
        unreachable = e;
      }
    }
    if (loaded == 0 && unreachable != null) {
      throw unreachable;
    }
  }

  /** Why a call has failed, in a few words. */
  static String explain(Throwable failure) {
    var known = cause(failure);
    return known instanceof RedisException && known.getMessage() != null
        ? known.getMessage()
        : known.toString();
  }

  /** Waits for a reply. Not for event loops. */
  <T> T await(CompletionStage<T> reply) {
    try {
      return reply
          .toCompletableFuture()
          .orTimeout(2 * timeout.toNanos(), TimeUnit.NANOSECONDS)
          .join();
    } catch (CompletionException e) {
      throw cause(e) instanceof RedisException known
          ? known
          : new RedisException(cause(e).toString(), cause(e));
    }
  }

  /**
   * The same, for who takes the engine for a store.
   *
   * @throws StoreUnavailableException when there is no reply, or one that says that it failed
   */
  <T> T ask(CompletionStage<T> reply) {
    try {
      return await(reply);
    } catch (RedisException e) {
      throw new StoreUnavailableException(silence(e), e);
    }
  }

  /** What is said of the engine where a call has failed. */
  static String silence(Throwable failure) {
    return "the engine does not answer: " + explain(failure);
  }

  EngineCounts counts() {
    return counts;
  }

  Connections connections() {
    return connections;
  }
}
