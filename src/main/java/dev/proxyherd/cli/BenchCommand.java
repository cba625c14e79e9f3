package dev.proxyherd.cli;

import dev.proxyherd.bench.BenchFailure;
import dev.proxyherd.bench.Load;
import dev.proxyherd.bench.LoadResult;
import dev.proxyherd.bench.Propagation;
import dev.proxyherd.bench.RedisServer;
import dev.proxyherd.bench.Settings;
import dev.proxyherd.bench.Summary;
import dev.proxyherd.bench.Watched;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code herd bench}. */
@Command(
    name = "bench",
    description = "Measures what a herd takes, how long it takes, and what it costs.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Every reply is checked. Exit status 1: a reply was wrong, a command refused, a",
      "connection lost, or an update not seen at another member.",
      "",
      "Examples:",
      "  ./herd bench                          on all members of the herd that runs",
      "  ./herd bench Goloman --in-flight 16   on one, pipelined",
      "  ./herd bench Goloman --runs 5         with median and spread of five runs",
      "  ./herd bench Goloman --rate 20000     latency at a set rate",
      "  ./herd bench --whatsat 100            reading only",
      "  ./herd bench Goloman --propagation    until others show what Goloman was told",
      "  ./herd bench Goloman --against redis://localhost:6379",
      "",
      "What the columns mean: docs/how-to/benchmark.md"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int REDIS_PORT = 6379;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "members that get load (default: all of the herd that runs)")
  private @Nullable List<String> names;

  @Option(
      names = "--at",
      paramLabel = "HOST:PORT[:HTTP-PORT]",
      description = "a member elsewhere, by its client port; its HTTP port tells what it uses")
  private @Nullable List<String> addresses;

  @Mixin private BenchOptions load = new BenchOptions();

  @Option(
      names = "--propagation",
      description = {
        "time from an IAMAT at each NAME until it is seen at each other member;",
        "with --rate, under that load at each NAME"
      })
  private boolean propagation;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "100",
      description = "of --propagation, for each pair of members (default: 100)")
  private int rounds;

  @Option(
      names = "--against",
      paramLabel = "redis://HOST:PORT",
      description = "the same load as GEOADD on a Redis, in turns with one member")
  private @Nullable URI against;

  @Option(names = "--json", description = "as one JSON object")
  private boolean json;

  private final Invocation call;
  private final ProgressLine progress;

  BenchCommand(Invocation call) {
    this.call = call;
    progress = call.progress();
  }

  @Override
  public Integer call() {
    var settings = load.settings();
    if (rounds < 1) {
      throw HerdFailure.usage("rounds: at least 1");
    }
    if (propagation && against != null) {
      throw HerdFailure.usage("--propagation and --against are two measurements: one at a time");
    }
    if (against != null && settings.whatsAtPercent() > 0) {
      throw HerdFailure.usage("Redis has no WHATSAT: --against compares updates only");
    }
    var herd =
        BenchHerd.of(
            Profiles.read(call.checkout().profiles()),
            call.members(),
            names == null ? List.of() : names,
            addresses == null ? List.of() : addresses);
    BenchReport report;
    try {
      report = measure(settings, herd);
    } catch (BenchFailure e) {
      throw new HerdFailure(String.valueOf(e.getMessage()));
    } finally {
      progress.clear();
    }
    if (json) {
      call.printJson(report);
    } else {
      report.print(call.out());
    }
    var troubles = report.troubles();
    troubles.forEach(call::complain);
    return troubles.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private BenchReport measure(Settings settings, BenchHerd herd) {
    if (propagation) {
      return propagation(settings, herd);
    }
    if (against != null) {
      return comparison(settings, herd, against);
    }
    var runs = new ArrayList<LoadResult>();
    for (var run = 1; run <= load.runs(); run++) {
      about(run, "herd");
      runs.add(onMembers(settings, herd));
    }
    return BenchReport.of(settings, load.runs()).withHerd(Summary.of(runs));
  }

  private LoadResult onMembers(Settings settings, BenchHerd herd) {
    try (var running = Load.onMembers(settings, herd.targets(), herd.watched(), progress)) {
      return running.measure();
    }
  }

  /** In turns, so that what else happens on the machine happens to both. */
  private BenchReport comparison(Settings settings, BenchHerd herd, URI address) {
    if (herd.targets().size() != 1) {
      throw HerdFailure.usage("--against compares one member with a Redis: name one");
    }
    var ours = new ArrayList<LoadResult>();
    var theirs = new ArrayList<LoadResult>();
    try (var redis = RedisServer.connect(redisAddress(address))) {
      var watched = List.of(new Watched(redis.target().name(), redis.meter()));
      for (var run = 1; run <= load.runs(); run++) {
        about(run, herd.targets().getFirst().name());
        ours.add(onMembers(settings, herd));
        about(run, redis.target().name());
        try (var running = Load.onRedis(settings, redis.target(), watched, progress)) {
          theirs.add(running.measure());
        }
      }
      return BenchReport.of(settings, load.runs())
          .withHerd(Summary.of(ours))
          .withRedis(herd.targets().getFirst().name(), Summary.of(theirs), redis);
    }
  }

  private BenchReport propagation(Settings settings, BenchHerd herd) {
    if (herd.members().size() < 2) {
      throw HerdFailure.usage("--propagation needs two members that run");
    }
    var report = BenchReport.of(settings, load.runs());
    if (!load.hasRate()) {
      return report.withPropagation(paths(herd), herd);
    }
    try (var beside = Load.onMembers(settings, herd.targets(), herd.watched(), progress)) {
      beside.begin();
      var paths = paths(herd);
      return report.withHerd(Summary.of(List.of(beside.finish()))).withPropagation(paths, herd);
    }
  }

  private List<Propagation.Path> paths(BenchHerd herd) {
    var measured = new Propagation(herd.members(), rounds, load.prefix(), progress);
    progress.about("propagation");
    return herd.targets().stream().map(measured::from).flatMap(List::stream).toList();
  }

  private void about(int run, String whom) {
    progress.about("run %d of %d, %s".formatted(run, load.runs(), whom));
  }

  private static InetSocketAddress redisAddress(URI address) {
    if (!"redis".equals(address.getScheme())
        || address.getHost() == null
        || address.getUserInfo() != null) {
      throw HerdFailure.usage("--against %s: redis://HOST:PORT is understood".formatted(address));
    }
    return new InetSocketAddress(
        address.getHost(), address.getPort() < 0 ? REDIS_PORT : address.getPort());
  }
}
