package dev.proxyherd.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What befalls a simulated herd: each run some kinds of faults, at random, and reports meanwhile.
 */
final class SimulatedFaults {
  /** A herd of two hundred is not to be all dead at every time. */
  private static final int MAX_BACKUPS = 3;

  private static final List<Duration> LENGTHS =
      List.of(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(30));

  /** Few kinds of faults meet each other more often than many. */
  private static final List<Double> SHARES = List.of(0.15, 0.3, 0.6);

  private enum Kind {
    KILL,
    POWER_FAILURE,
    EMPTY_DISK,
    BACKUP,
    FULL_DISK,
    NO_ROOM,
    RESET,
    BLOCK,
    BLOCK_ONE_WAY,
    PARTITION,
    LOSS,
    DELAY,
    CLOCK
  }

  private record Backup(SimulatedMember member, Runnable putBack) {}

  private final SimulatedHerd herd;
  private final Simulation simulation;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final List<Backup> backups = new ArrayList<>();
  private final int clients;

  SimulatedFaults(SimulatedHerd herd) {
    this.herd = herd;
    this.simulation = herd.simulation;
    clients = 1 + simulation.random.nextInt(simulation.chance(0.5) ? 20 : 1000);
    var share = SHARES.get(simulation.random.nextInt(SHARES.size()));
    for (var kind : Kind.values()) {
      if (simulation.chance(share)) {
        kinds.add(kind);
      }
    }
    if (herd.forgets()) {
      // A member whose clock is ahead drops what the others keep until their clocks are there too.
      kinds.remove(Kind.CLOCK);
    }
  }

  /** Lets reports and faults come for this long. */
  void rage(Duration time, int reports, int faults) {
    for (var i = 0; i < reports; i++) {
      simulation.after(simulation.upTo(time), this::report);
    }
    for (var i = 0; i < faults && !kinds.isEmpty(); i++) {
      simulation.after(simulation.upTo(time), this::strike);
    }
    simulation.run(time);
  }

  private void report() {
    var client = "c" + simulation.random.nextInt(clients);
    if (simulation.chance(0.1)) {
      forget(client);
      return;
    }
    var location =
        "+%d-%d".formatted(simulation.random.nextInt(90), simulation.random.nextInt(180));
    var clock = Duration.ZERO;
    if (simulation.chance(0.2)) {
      clock = Duration.ofMillis(simulation.random.nextInt(-60_000, 40_000));
    }
    var tick = Duration.ofNanos(simulation.chance(0.3) ? 5_000_000_000L : 1);
    report(client, location, clock, tick);
    while (simulation.chance(0.3)) {
      report(client, location, clock, tick);
    }
  }

  private void report(String client, String location, Duration clientClockWrongBy, Duration tick) {
    var member = herd.anyMember();
    var told = herd.report(member, client, location, clientClockWrongBy, tick);
    told.ifPresent(record -> note(member.name + " answered " + record));
  }

  private void forget(String client) {
    var member = herd.anyMember();
    herd.forget(member, client).ifPresent(held -> note(member.name + " has forgotten " + held));
  }

  private void strike() {
    var kind = List.copyOf(kinds).get(simulation.random.nextInt(kinds.size()));
    var member = herd.anyMember();
    var edge = herd.anyEdge();
    var length = simulation.upTo(LENGTHS.get(simulation.random.nextInt(LENGTHS.size())));
    switch (kind) {
      case KILL -> kill(member, length, false);
      case POWER_FAILURE -> {
        kill(member, length, true);
        if (!member.isAlive()) {
          member.disk.losePower();
          herd.accountForLoss();
        }
      }
      case EMPTY_DISK -> {
        kill(member, length, false);
        member.disk.replace();
        herd.accountForLoss();
      }
      case BACKUP -> backup(member, length);
      case FULL_DISK -> {
        member.disk.setFailing(true);
        simulation.after(length, () -> member.disk.setFailing(false));
      }
      case NO_ROOM -> {
        member.setRoom(simulation.random.nextInt(clients));
        kill(member, Duration.ofMillis(1).toNanos(), false);
        simulation.after(length, () -> member.setRoom(Long.MAX_VALUE));
      }
      case RESET -> herd.network.reset(edge.getFirst(), edge.getLast());
      case BLOCK -> {
        block(edge.getFirst(), edge.getLast(), length);
        block(edge.getLast(), edge.getFirst(), length);
      }
      case BLOCK_ONE_WAY -> block(edge.getFirst(), edge.getLast(), length);
      case PARTITION -> partition(length);
      case LOSS -> herd.network.loss = simulation.random.nextDouble() * 0.3;
      case DELAY -> {
        herd.network.slow = 0.3;
        herd.network.setDelay(
            edge.getFirst(), edge.getLast(), Duration.ofMillis(simulation.random.nextInt(2000)));
      }
      case CLOCK ->
          member.setClock(Duration.ofMillis(simulation.random.nextInt(-100_000, 100_000)));
    }
    note(kind + " " + member.name + " " + edge + " for " + Duration.ofNanos(length));
  }

  private void kill(SimulatedMember member, long length, boolean silently) {
    member.kill(silently);
    simulation.after(
        length,
        () -> {
          if (!member.isAlive()) {
            note(member.name + " starts");
            member.start();
          }
        });
  }

  private void backup(SimulatedMember member, long length) {
    if (backups.size() < MAX_BACKUPS || simulation.chance(0.5)) {
      backups.add(new Backup(member, member.disk.backUp()));
      return;
    }
    var backup = backups.remove(simulation.random.nextInt(backups.size()));
    kill(backup.member(), length, simulation.chance(0.5));
    backup.putBack().run();
    note("put back " + backup.member().name);
    herd.accountForLoss();
  }

  private void block(String from, String to, long length) {
    herd.network.block(from, to);
    simulation.after(length, () -> herd.network.unblock(from, to));
  }

  private void partition(long length) {
    var graph = herd.graph();
    var border = simulation.random.nextInt(graph.size());
    for (var one = 0; one < border; one++) {
      for (var other : graph.neighbours(one)) {
        if (other >= border) {
          block("m" + one, "m" + other, length);
          block("m" + other, "m" + one, length);
        }
      }
    }
  }

  private void note(String what) {
    simulation.note(() -> what);
  }
}
