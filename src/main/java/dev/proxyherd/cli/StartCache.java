package dev.proxyherd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM's AOT cache: the classes of a start, loaded and linked, and what it learnt of them. It
 * lies beside the program, with which it comes and goes, and so does the unpacked native code that
 * a training run leaves as well.
 *
 * <p>A start without it is a slower one and nothing else, so whatever goes wrong here is left in
 * the training's log.
 *
 * @param file where the cache is, once there is one
 */
record StartCache(Path file) {
  /** Makes the cache under another name: a start must not find half of it. */
  private static final String TRAIN = "nice -n 19 \"$@\" && mv -f \"$0.new\" \"$0\"";

  /** For the JVM of a member. It is silent about a cache that is not good for it. */
  List<String> options() {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    return List.of(
        "-XX:AOTCache=" + file,
        "-Xlog:aot=off",
        "-Djava.library.path=" + file.resolveSibling("native"));
  }

  /** Starts a training run in the background, at the lowest priority; one try a build. */
  void make(Path home, List<String> jvm, List<String> training) {
    var log = file.resolveSibling("training.log");
    try {
      Files.createFile(log);
      var command = new ArrayList<>(List.of("sh", "-c", TRAIN, file.toString()));
      command.addAll(jvm);
      command.add("-XX:AOTCacheOutput=" + file + ".new");
      command.addAll(training);
      Background.start(command, home, log);
    } catch (IOException e) {
      // It has been tried, or cannot be: members start without.
    }
  }
}
