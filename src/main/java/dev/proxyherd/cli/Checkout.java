package dev.proxyherd.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things are on this machine.
 *
 * @param home the project's folder: members work there
 * @param profiles the folder of the profiles
 * @param jvm what starts a JVM as members have it
 * @param program what makes it a member, up to the arguments of its own
 * @param training what makes it a training run for the cache
 * @param cache what members start sooner from
 */
record Checkout(
    Path home,
    Path profiles,
    List<String> jvm,
    List<String> program,
    List<String> training,
    StartCache cache) {
  /** A JVM may take a quarter of the memory for itself: five would take more than all. */
  private static final String HEAP = "-XX:MaxRAMPercentage=10";

  /** As the script {@code herd} says: {@code herd.home}, and {@code herd.app}, the member's jar. */
  static Checkout ofScript() {
    var home = Path.of(System.getProperty("herd.home", "")).toAbsolutePath().normalize();
    var profiles = System.getenv().getOrDefault("HERD_PROFILES", "application-profiles");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var app = System.getProperty("herd.app", "target/proxy-herd.jar");
    return new Checkout(
        home,
        home.resolve(profiles),
        List.of(java, "@jvm.options", HEAP),
        List.of("-jar", app),
        List.of("-cp", app, "dev.proxyherd.TrainingRun"),
        new StartCache(home.resolve(app).resolveSibling("start.aot")));
  }

  /** All that a member leaves behind: its pid, its logs, its store. */
  Path run(Member member) {
    return home.resolve("run").resolve(member.profile());
  }

  /** What starts a member. Paths are relative to {@link #home}, in which members work. */
  List<String> command(Member member) {
    var run = home.relativize(run(member));
    var command = new ArrayList<>(jvm);
    command.addAll(cache.options());
    command.addAll(program);
    command.add("--spring.profiles.active=" + member.profile() + ",local");
    command.add("--herd.wire-log.file=" + run.resolve("wire.log"));
    command.add("--herd.store.folder=" + run.resolve("store"));
    return command;
  }

  /** Has the next starts be faster, if that has not been seen to. */
  void train() {
    cache.make(home, jvm, training);
  }
}
