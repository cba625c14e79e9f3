package dev.proxyherd.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes in sessions of their own, so that they outlive this command and its terminal. */
final class Background {
  private Background() {}

  /**
   * Starts one that reads nothing.
   *
   * @param folder where it works
   * @param output a file for all that it writes
   */
  static Process start(List<String> command, Path folder, Path output) throws IOException {
    var whole = new ArrayList<String>();
    whole.add(onPath("setsid") ? "setsid" : "nohup");
    whole.addAll(command);
    return new ProcessBuilder(whole)
        .directory(folder.toFile())
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static boolean onPath(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
