package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a Redis says of itself, on a connection of its own. Asked through RESP, its protocol. */
public final class RedisServer implements UsageMeter, Closeable {
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
  private static final int MAX_LENGTH = 1 << 20;

  private final Target target;
  private final Socket socket = new Socket();
  private final InputStream in;

  private RedisServer(Target target) throws IOException {
    this.target = target;
    socket.connect(target.address(), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects to a Redis.
   *
   * @throws BenchFailure when there is none
   */
  public static RedisServer connect(InetSocketAddress address) {
    var target = new Target("redis", address, false);
    try {
      return new RedisServer(target);
    } catch (IOException e) {
      throw new BenchFailure("cannot connect to %s: %s".formatted(target, e.getMessage()));
    }
  }

  public Target target() {
    return target;
  }

  public String version() {
    return info("server", "redis_version");
  }

  /**
   * The value of a configuration parameter, such as {@code appendonly}; {@code ?} when it is kept.
   */
  public String setting(String parameter) {
    var answer = ask("CONFIG", "GET", parameter);
    return answer.size() == 2 ? answer.get(1) : "?";
  }

  /**
   * How to tell what it uses: as the system accounts for it where its process is on this machine,
   * so that it is comparable with a member's; else as it says itself.
   */
  public UsageMeter meter() {
    var pid = info("server", "process_id");
    if (target.address().getAddress().isLoopbackAddress() && isRedis(pid)) {
      return new LocalProcess(Long.parseLong(pid));
    }
    return this;
  }

  /** In a container, it would tell the pid that it has there. */
  private static boolean isRedis(String pid) {
    return pid.matches("[0-9]{1,18}")
        && ProcessHandle.of(Long.parseLong(pid))
            .flatMap(process -> process.info().command())
            .filter(command -> command.contains("redis"))
            .isPresent();
  }

  @Override
  public Usage read() {
    try {
      var system = Double.parseDouble(info("cpu", "used_cpu_sys"));
      var user = Double.parseDouble(info("cpu", "used_cpu_user"));
      return new Usage(system + user, Long.valueOf(info("memory", "used_memory_rss")));
    } catch (NumberFormatException | BenchFailure e) {
      return Usage.UNKNOWN;
    }
  }

  /** A field of a section of INFO; empty when there is none. */
  private String info(String section, String field) {
    return ask("INFO", section).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** The strings of an answer; none for an error. */
  private List<String> ask(String... words) {
    var request = new StringBuilder("*%d\r\n".formatted(words.length));
    for (var word : words) {
      request.append("$%d\r\n%s\r\n".formatted(word.length(), word));
    }
    try {
      socket.getOutputStream().write(request.toString().getBytes(US_ASCII));
      var strings = new ArrayList<String>();
      read(strings);
      return strings;
    } catch (IOException | NumberFormatException e) {
      throw new BenchFailure(
          "%s does not answer as a Redis does: %s".formatted(target, e.getMessage()));
    }
  }

  private void read(List<String> strings) throws IOException {
    var line = line();
    var kind = line.isEmpty() ? ' ' : line.charAt(0);
    switch (kind) {
      case '-' -> strings.clear();
      case '+', ':' -> strings.add(line.substring(1));
      case '$' -> strings.add(bulk(Integer.parseInt(line.substring(1))));
      case '*' -> {
        for (var left = Integer.parseInt(line.substring(1)); left > 0; left--) {
          read(strings);
        }
      }
      default -> throw new IOException("it says " + line);
    }
  }

  private String bulk(int length) throws IOException {
    if (length < 0 || length > MAX_LENGTH) {
      return "";
    }
    var text = new String(in.readNBytes(length), UTF_8);
    line();
    return text;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > MAX_LENGTH) {
        throw new EOFException(next < 0 ? "it has closed" : "its line has no end");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is waited for any more.
    }
  }
}
