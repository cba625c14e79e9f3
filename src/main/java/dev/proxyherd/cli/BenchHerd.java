package dev.proxyherd.cli;

import dev.proxyherd.bench.LocalProcess;
import dev.proxyherd.bench.RemoteMember;
import dev.proxyherd.bench.Target;
import dev.proxyherd.bench.UsageMeter;
import dev.proxyherd.bench.Watched;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members that a benchmark is about.
 *
 * @param targets those that were asked for
 * @param members all whose floods can be seen: the targets, and who else of their herd runs
 * @param watched those of them whose processes can be looked at
 * @param profiles of the members that run here, with their neighbours
 */
record BenchHerd(
    List<Target> targets, List<Target> members, List<Watched> watched, List<Member> profiles) {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[^\\]]+\\]|[^:\\[\\]]+):([0-9]{1,5})(?::([0-9]{1,5}))?");

  /**
   * Finds members by name and by address; without any, all members of the herd that runs.
   *
   * @param addresses {@code host:port}, or {@code host:port:http-port}
   */
  static BenchHerd of(
      Profiles profiles, Members members, List<String> names, List<String> addresses) {
    var herd =
        new BenchHerd(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (!names.isEmpty() || addresses.isEmpty()) {
      herd.addNamed(profiles, members, names);
    }
    addresses.forEach(address -> herd.addAt(address, profiles.credentials()));
    return herd;
  }

  private void addNamed(Profiles all, Members processes, List<String> names) {
    var running = new LinkedHashMap<Member, MemberProcess>();
    for (var name : all.names()) {
      var process = processes.find(all.member(name));
      if (process != null) {
        running.put(all.member(name), process);
      }
    }
    var asked = names.isEmpty() ? running.keySet() : names.stream().map(all::member).toList();
    for (var member : asked) {
      if (!running.containsKey(member)) {
        throw HerdFailure.notRunning(member);
      }
    }
    if (running.isEmpty()) {
      throw new HerdFailure("no member is running; ./herd up starts a herd");
    }
    var first = List.copyOf(asked).getFirst();
    var herd = all.herd(first.name());
    if (!herd.containsAll(asked)) {
      throw HerdFailure.usage(
          names.isEmpty()
              ? "more than one herd is running: name the members that are to have load"
              : "%s are not of one herd".formatted(String.join(", ", names)));
    }
    asked.stream().distinct().forEach(member -> targets.add(target(member)));
    running.forEach(
        (member, process) -> {
          if (herd.contains(member)) {
            profiles.add(member);
            members.add(target(member));
            watched.add(new Watched(member.name(), new LocalProcess(process.pid())));
          }
        });
  }

  static Target target(Member member) {
    return new Target(
        member.name(), new InetSocketAddress(member.host(), member.clientPort()), true);
  }

  private void addAt(String address, Credentials credentials) {
    var matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) {
      throw HerdFailure.usage("%s: HOST:PORT or HOST:PORT:HTTP-PORT".formatted(address));
    }
    var host = matcher.group(1);
    var socket = new InetSocketAddress(host, port(matcher.group(2)));
    var http = matcher.group(3) == null ? 0 : port(matcher.group(3));
    var target = new Target(host + ":" + socket.getPort(), socket, false);
    if (http > 0) {
      var unknown =
          new Member("", target.name(), List.of(), host, socket.getPort(), 0, http, 0, credentials);
      var endpoint = new MemberEndpoint(unknown);
      var name = endpoint.herd().path("name").asString(target.name());
      target = new Target(name, socket, !name.equals(target.name()));
      watched.add(new Watched(name, meter(endpoint.pid(), socket, host, http)));
    }
    targets.add(target);
    members.add(target);
  }

  private static UsageMeter meter(
      @Nullable Long pid, InetSocketAddress socket, String host, int http) {
    var address = socket.getAddress();
    var here = address != null && address.isLoopbackAddress();
    return here && pid != null && ProcessHandle.of(pid).isPresent()
        ? new LocalProcess(pid)
        : new RemoteMember(host, http);
  }

  private static int port(String digits) {
    var port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw HerdFailure.usage("%s is not a port".formatted(digits));
    }
    return port;
  }

  /** How many links are between two members on the shortest way; null when that is not known. */
  @Nullable Integer linksBetween(String from, String to) {
    var distances = new LinkedHashMap<>(Map.of(from, 0));
    var next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      var current = next.remove();
      var distance = distances.getOrDefault(current, 0);
      for (var member : profiles) {
        if (areNeighbours(current, member) && !distances.containsKey(member.name())) {
          distances.put(member.name(), distance + 1);
          next.add(member.name());
        }
      }
    }
    return distances.get(to);
  }

  private boolean areNeighbours(String name, Member other) {
    return other.neighbours().contains(name)
        || profiles.stream()
            .anyMatch(
                member -> member.name().equals(name) && member.neighbours().contains(other.name()));
  }
}
