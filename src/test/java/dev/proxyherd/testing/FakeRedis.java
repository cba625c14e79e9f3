package dev.proxyherd.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of a Redis as a benchmark needs. */
public final class FakeRedis {
  private static final int REMEMBERED = 1000;

  private final String answerToGeoAdd;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final ThreadLocal<List<String>> words = ThreadLocal.withInitial(ArrayList::new);

  /** Answers every GEOADD like this. */
  public FakeRedis(String answerToGeoAdd) {
    this.answerToGeoAdd = answerToGeoAdd;
  }

  public FakeServer start() {
    return FakeServer.saying((_, line) -> answer(line));
  }

  /** The first commands that have come, their words with a space between. */
  public List<String> commands() {
    return commands;
  }

  /** A command is a line {@code *words}, then for each word {@code $length} and the word. */
  private String answer(String line) {
    var lines = words.get();
    lines.add(line);
    if (lines.size() < 1 + 2 * Integer.parseInt(lines.getFirst().substring(1))) {
      return "";
    }
    var command = new ArrayList<String>();
    for (var i = 2; i < lines.size(); i += 2) {
      command.add(lines.get(i));
    }
    lines.clear();
    if (commands.size() < REMEMBERED) {
      commands.add(String.join(" ", command));
    }
    return switch (String.join(" ", command.subList(0, 2))) {
      case "INFO server" -> bulk("# Server\r\nredis_version:7.0.15\r\nprocess_id:1\r\n");
      case "INFO cpu" -> bulk("used_cpu_sys:1.25\r\nused_cpu_user:2.5\r\n");
      case "INFO memory" -> bulk("used_memory_rss:4096\r\n");
      case "CONFIG GET" ->
          command.getLast().startsWith("append")
              ? "*2\r\n" + bulk(command.getLast()) + bulk("yes")
              : "-NOPERM\r\n";
      default -> answerToGeoAdd;
    };
  }

  private static String bulk(String text) {
    return "$%d\r\n%s\r\n".formatted(text.length(), text);
  }
}
