package dev.proxyherd.site;

import dev.proxyherd.site.Engine.Call;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When an update counts as recorded: when the primary has it; or only when so many of its replicas
 * have it too, or its disk has.
 */
interface Durability {
  /** Sends a call; its reply comes when what it has written is safe, and fails where it is not. */
  CompletionStage<List<Object>> send(Call call);

  static Durability of(Connections connections, RedisProperties properties) {
    return properties.waits()
        ? new Waiting(connections, properties)
        : call -> call.sendBy(connections.commands());
  }

  /**
   * {@code WAIT} or {@code WAITAOF} behind the calls. It holds up its connection, so that all that
   * comes meanwhile shares the next one.
   */
  final class Waiting implements Durability {
    private static final ProtocolKeyword WAITAOF =
        () -> "WAITAOF".getBytes(StandardCharsets.US_ASCII);

    private final Connections connections;
    private final int replicas;
    private final boolean aof;
    private final long patienceMillis;
    private final Map<String, Group> groups = new ConcurrentHashMap<>();

    private Waiting(Connections connections, RedisProperties properties) {
      this.connections = connections;
      this.replicas = properties.waitReplicas();
      this.aof = properties.waitAof();
      // Less than the time-out, so that the engine is the one that says what is missing.
      this.patienceMillis = properties.timeout().toMillis() * 3 / 4;
    }

    /** A call that has not been sent yet. */
    private record Pending(Call call, CompletableFuture<List<Object>> reply) {}

    @Override
    public CompletionStage<List<Object>> send(Call call) {
      var primary = connections.primaryOf(call.slot());
      if (primary == null) {
        throw new RedisException("no server of the cluster has this part of the records");
      }
      var pending = new Pending(call, new CompletableFuture<>());
      groups.computeIfAbsent(primary, Group::new).add(pending);
      return pending.reply;
    }

    /** What is sent to one primary. */
    private final class Group {
      private final String primary;
      private List<Pending> next = new ArrayList<>();
      private boolean underWay;

      Group(String primary) {
        this.primary = primary;
      }

      void add(Pending pending) {
        synchronized (this) {
          next.add(pending);
          if (underWay) {
            return;
          }
          underWay = true;
        }
        sendNext();
      }

      private void sendNext() {
        List<Pending> group;
        synchronized (this) {
          group = next;
          next = new ArrayList<>();
          underWay = !group.isEmpty();
        }
        if (!group.isEmpty()) {
          send(group);
        }
      }

      private void send(List<Pending> group) {
        connections
            .connectTo(primary)
            .thenCompose(commands -> send(group, commands))
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    var reason = Engine.cause(failure);
                    group.forEach(pending -> pending.reply.completeExceptionally(reason));
                  }
                  sendNext();
                });
      }

      private CompletionStage<Void> send(
          List<Pending> group, RedisAsyncCommands<byte[], byte[]> commands) {
        var replies = group.stream().map(pending -> pending.call.sendBy(commands)).toList();
        return await(commands)
            .handle(
                (_, failure) -> {
                  for (var i = 0; i < group.size(); i++) {
                    finish(group.get(i).reply, replies.get(i), failure);
                  }
                  return null;
                });
      }

      private static void finish(
          CompletableFuture<List<Object>> target,
          CompletionStage<List<Object>> reply,
          @Nullable Throwable unsafe) {
        reply.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                target.completeExceptionally(Engine.cause(failure));
              } else if (unsafe != null) {
                target.completeExceptionally(Engine.cause(unsafe));
              } else {
                target.complete(value);
              }
            });
      }
    }

    private CompletionStage<Void> await(RedisAsyncCommands<byte[], byte[]> commands) {
      return aof ? awaitDisk(commands) : awaitReplicas(commands);
    }

    private CompletionStage<Void> awaitReplicas(RedisAsyncCommands<byte[], byte[]> commands) {
      return commands
          .waitForReplication(replicas, patienceMillis)
          .thenAccept(reached -> require("replicas", replicas, reached));
    }

    private CompletionStage<Void> awaitDisk(RedisAsyncCommands<byte[], byte[]> commands) {
      var codec = ByteArrayCodec.INSTANCE;
      var arguments = new CommandArgs<>(codec).add(1).add(replicas).add(patienceMillis);
      return commands
          .dispatch(WAITAOF, new ArrayOutput<>(codec), arguments)
          .thenAccept(
              reached -> {
                require("disks of the primary", 1, (Long) reached.get(0));
                require("disks of replicas", replicas, (Long) reached.get(1));
              });
    }

    private static void require(String what, int wanted, long reached) {
      if (reached < wanted) {
        throw new RedisException(
            "the update has reached %d %s, not the %d that it is to reach"
                .formatted(reached, what, wanted));
      }
    }
  }
}
