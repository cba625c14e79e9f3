package dev.proxyherd.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@link MemberProcess} is started with. Immutable: each change makes another one. */
public final class MemberSetup {
  private final String name;
  private final String host;
  private final Map<String, String> properties;
  private final List<String> wrapper;
  private final List<String> jvm;
  private final boolean deployed;

  private MemberSetup(
      String name,
      String host,
      Map<String, String> properties,
      List<String> wrapper,
      List<String> jvm,
      boolean deployed) {
    this.name = name;
    this.host = host;
    this.properties = properties;
    this.wrapper = wrapper;
    this.jvm = jvm;
    this.deployed = deployed;
  }

  /** A member without neighbours, on free ports of this machine, that dials and gives up soon. */
  public static MemberSetup of(String name) {
    return new MemberSetup(name, "127.0.0.1", Map.of(), List.of(), cached(MemberJvm.cache()), false)
        .with("herd.peers.timeout", "1s")
        .with("herd.peers.min-back-off", "20ms")
        .with("herd.peers.max-back-off", "200ms")
        .with("herd.peers.catch-up-limit", "20s")
        .with("herd.wire-log.enabled", "false")
        .with("herd.places.gazetteer.file", FewPlaces.FILE);
  }

  /** The same with a property more, or another value of it. */
  public MemberSetup with(String property, Object value) {
    var more = new LinkedHashMap<>(properties);
    more.put(property, value.toString());
    return new MemberSetup(name, host, more, wrapper, jvm, deployed);
  }

  public MemberSetup with(Map<String, String> more) {
    var setup = this;
    for (var property : more.entrySet()) {
      setup = setup.with(property.getKey(), property.getValue());
    }
    return setup;
  }

  /** The same on another address of its own. */
  public MemberSetup on(String host) {
    return new MemberSetup(name, host, properties, wrapper, jvm, deployed);
  }

  /**
   * The same behind a command that ends by executing what follows it: {@code ip netns exec x}, or
   * {@code prlimit --nofile=300}.
   */
  public MemberSetup behind(String... wrapper) {
    return new MemberSetup(name, host, properties, List.of(wrapper), jvm, deployed);
  }

  /** The same in a JVM as members have it: with jvm.options and what the JVM picks by itself. */
  public MemberSetup asDeployed() {
    return new MemberSetup(name, host, properties, wrapper, jvm, true);
  }

  /** The same started from another AOT cache, or what is taken for one; with JVM options more. */
  public MemberSetup startedFrom(Path cache, String... options) {
    var all = new ArrayList<>(cached(cache));
    all.addAll(List.of(options));
    return new MemberSetup(name, host, properties, wrapper, all, deployed);
  }

  /** The AOT cache that members start from, left by a {@code TrainingRun} of this build. */
  public static Path cache() {
    return MemberJvm.cache();
  }

  /** As {@code ./herd} and the image say it. */
  private static List<String> cached(Path cache) {
    return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off");
  }

  /** The same with a neighbour, which it dials at this place. */
  public MemberSetup linkedTo(String neighbour, String host, int peerPort) {
    var others = properties.get("herd.neighbours");
    return with("herd.neighbours", others == null ? neighbour : others + "," + neighbour)
        .with("herd.members." + neighbour + ".host", host)
        .with("herd.members." + neighbour + ".peer-port", peerPort)
        .with("herd.members." + neighbour + ".client-port", 0)
        .with("herd.members." + neighbour + ".http-port", 0);
  }

  String name() {
    return name;
  }

  String host() {
    return host;
  }

  /** The whole command. */
  public List<String> command() {
    var command = new ArrayList<>(wrapper);
    command.addAll(deployed ? MemberJvm.deployed() : MemberJvm.small(jvm));
    command.addAll(arguments());
    return command;
  }

  List<String> arguments() {
    var all = new LinkedHashMap<String, String>();
    all.put("herd.name", name);
    all.put("herd.secret", TestMember.SECRET);
    all.put("herd.management.password", TestMember.PASSWORD);
    all.put("herd.bind-address", host);
    all.put("herd.members." + name + ".host", host);
    all.put("herd.members." + name + ".client-port", "0");
    all.put("herd.members." + name + ".peer-port", "0");
    all.put("herd.members." + name + ".http-port", "0");
    all.putAll(properties);
    return all.entrySet().stream()
        .map(property -> "--" + property.getKey() + "=" + property.getValue())
        .toList();
  }

  /** Starts it, in a folder that is made where there is none, and in which its log is. */
  public MemberProcess start(Path folder) {
    return MemberProcess.start(this, folder);
  }
}
