package dev.proxyherd.site;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What replicas tell each other the moment that they have recorded it, by the engine's publish and
 * subscribe. Nothing depends on its arriving: what is missed is found by reading.
 *
 * <p>A message is lines: {@code <replica>}, then {@code <bucket> <previous> <number> <from>
 * <fields>} for each change, {@code -} for no neighbour.
 */
final class FanOut {
  private static final Log LOG = LogFactory.getLog(FanOut.class);

  /** What is told in one message; the rest comes with the next, or is read. */
  private static final int MAX_MESSAGE = 64 * 1024;

  private static final String NOBODY = "-";
  private static final int PARTS = 5;

  /** Nobody listens: it is not tried for so long. */
  private static final long PAUSE_NANOS = 500_000_000;

  private final Connections connections;
  private final byte[] channel;
  private final byte[] self;
  private final ByteArrayOutputStream next = new ByteArrayOutputStream();
  private final LongAdder told = new LongAdder();
  private final LongAdder heard = new LongAdder();
  private boolean underWay;
  private long pausedUntil = System.nanoTime();

  FanOut(Connections connections, Keys keys, String replica) {
    this.connections = connections;
    this.channel = keys.news();
    this.self = (replica + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Who hears what the others tell, once it is {@link #subscribe wanted}. Nobody may wait there.
   */
  void listen(Consumer<List<News>> listener) {
    connections
        .subscriptions()
        .addListener(
            new RedisPubSubAdapter<>() {
              @Override
              public void message(byte[] where, byte[] message) {
                hear(message, listener);
              }
            });
  }

  /** Begins to hear. Again and again for nothing. */
  void subscribe() {
    var _ = connections.subscriptions().async().subscribe(channel);
  }

  void unsubscribe() {
    var _ = connections.subscriptions().async().unsubscribe(channel);
  }

  /** How many changes were told; whether anybody heard is another matter. */
  long told() {
    return told.sum();
  }

  /** How many changes of other replicas were heard. */
  long heard() {
    return heard.sum();
  }

  private void hear(byte[] message, Consumer<List<News>> listener) {
    try {
      if (!isOwn(message)) {
        var news = parse(message);
        heard.add(news.size());
        listener.accept(news);
      }
    } catch (RuntimeException e) {
      LOG.warn("What another replica has told is not understood: " + e.getMessage());
    }
  }

  private boolean isOwn(byte[] message) {
    return message.length >= self.length
        && Arrays.equals(message, 0, self.length, self, 0, self.length);
  }

  /** Tells the others, soon. */
  void tell(List<News> news) {
    synchronized (this) {
      if (System.nanoTime() - pausedUntil < 0) {
        return;
      }
      for (var one : news) {
        if (next.size() < MAX_MESSAGE) {
          render(one, next);
          told.increment();
        }
      }
      if (underWay) {
        return;
      }
      underWay = true;
    }
    sendNext();
  }

  private void sendNext() {
    byte[] message;
    synchronized (this) {
      underWay = next.size() > 0;
      if (!underWay) {
        return;
      }
      message = concat(self, next.toByteArray());
      next.reset();
    }
    try {
      connections
          .commands()
          .publish(channel, message)
          .whenComplete(
              (listeners, failure) -> {
                if (failure != null || (listeners == 0 && !connections.isCluster())) {
                  pause();
                } else {
                  sendNext();
                }
              });
    } catch (RuntimeException e) {
      pause();
    }
  }

  private synchronized void pause() {
    underWay = false;
    next.reset();
    pausedUntil = System.nanoTime() + PAUSE_NANOS;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void render(News news, ByteArrayOutputStream message) {
    var from = news.from().isEmpty() ? NOBODY : news.from();
    var head =
        news.bucket() + " " + news.previous() + " " + news.change().number() + " " + from + " ";
    message.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    message.writeBytes(news.change().location().fields().toBytes());
    message.write('\n');
  }

  static List<News> parse(byte[] message) {
    var text = ByteString.wrap(message);
    var news = new ArrayList<News>();
    var isHead = true;
    for (int start = 0, end; start < message.length; start = end + 1) {
      end = indexOf(message, '\n', start);
      if (!isHead) {
        news.add(parse(text.slice(start, end)));
      }
      isHead = false;
    }
    return news;
  }

  private static News parse(ByteString line) {
    var parts = new ArrayList<ByteString>(PARTS);
    var start = 0;
    for (var i = 0; parts.size() < PARTS - 1; i++) {
      if (line.at(i) == ' ') {
        parts.add(line.slice(start, i));
        start = i + 1;
      }
    }
    var from = parts.get(3).toString();
    return new News(
        Integer.parseInt(parts.get(0).toString()),
        Long.parseLong(parts.get(1).toString()),
        new Change(
            ClientLocation.parse(line.slice(start, line.length())),
            Long.parseLong(parts.get(2).toString())),
        from.equals(NOBODY) ? "" : from);
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    var index = from;
    while (index < bytes.length && bytes[index] != wanted) {
      index++;
    }
    return index;
  }
}
