package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.GroupCommit;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** A server on a free port that answers every line by itself. */
final class EchoServer {
  private static final EventLoops LOOPS =
      new EventLoops(
          2, new GroupCommit(new RecordStore(InstantSource.system(), new MemoryJournal())));

  private EchoServer() {}

  static LineServer of(LineLimits limits, LineObserver observer) {
    return of(limits, observer, null);
  }

  static LineServer of(LineLimits limits, LineObserver observer, @Nullable Tls tls) {
    var server =
        new LineServer("test.port", "127.0.0.1", 0, LOOPS, limits, observer, tls, Echo::new);
    var beans = new DefaultListableBeanFactory();
    beans.registerSingleton("taskScheduler", new SimpleAsyncTaskScheduler());
    server.setBeanFactory(beans);
    server.setApplicationEventPublisher(_ -> {});
    server.registerListener(
        message -> LineMessage.connection(message).send((byte[]) message.getPayload()));
    return server;
  }

  private record Echo(LineConnection connection) implements LineSession {
    @Override
    public Object line(ByteString line) {
      return ByteString.of(line + "\n").toBytes();
    }

    @Override
    public Object tooLong(ByteString head) {
      return line(head);
    }
  }
}
