package dev.proxyherd.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import dev.proxyherd.bench.Reachability;
import dev.proxyherd.bench.Reachability.Route;
import dev.proxyherd.bench.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code herd reachability}. */
@Command(
    name = "reachability",
    description = {
      "Shows how long it takes until what each member is told is known at each other.",
      "Each is told where a client of its own is; in the end these are forgotten."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Milliseconds; rows are members that were told, columns members that were asked.",
      "Exit status 1: something did not arrive. Finer times: ./herd bench --propagation",
      "",
      "Examples:",
      "  ./herd reachability",
      "  ./herd reachability riley --rounds 10",
      "  ./herd reachability --timeout 0.5 --json | jq '.routes[] | select(.problem)'"
    })
final class ReachabilityCommand implements Callable<Integer> {
  private static final int MAX_ROUNDS = 1000;
  private static final double MIN_TIMEOUT = 0.1;
  private static final double MAX_TIMEOUT = 600;
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  @Parameters(
      paramLabel = "HERD",
      arity = "0..1",
      description = "the name of any member of the herd (default: the one that was started here)")
  private @Nullable String name;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "updates at each member, of whose times the median is shown (default: 3)")
  private int rounds;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "how long to wait for each to arrive (default: 2)")
  private double timeout;

  @Option(names = "--json", description = "as one JSON object")
  private boolean json;

  private final Invocation call;

  ReachabilityCommand(Invocation call) {
    this.call = call;
  }

  /**
   * What was found, in the shape of {@code --json}.
   *
   * @param complete whether everything arrived
   */
  record Result(boolean complete, List<Route> routes) {}

  @Override
  public Integer call() {
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw HerdFailure.usage("--rounds: 1 to " + MAX_ROUNDS);
    }
    if (!(timeout >= MIN_TIMEOUT && timeout <= MAX_TIMEOUT)) {
      throw HerdFailure.usage("--timeout: %s to %.0f seconds".formatted(MIN_TIMEOUT, MAX_TIMEOUT));
    }
    var herd = call.herds().herd(name);
    if (herd.size() < 2) {
      throw HerdFailure.usage("%s is alone".formatted(herd.getFirst().name()));
    }
    var routes = routes(herd);
    var result = new Result(routes.stream().allMatch(route -> route.problem() == null), routes);
    if (json) {
      call.printJson(result);
    } else {
      matrix(herd, routes).print(call.out());
    }
    routes.stream()
        .filter(route -> route.problem() != null)
        .collect(
            groupingBy(
                Route::problem,
                LinkedHashMap::new,
                mapping(route -> route.from() + " to " + route.to(), joining(", "))))
        .forEach((problem, ways) -> call.complain(problem + ": " + ways));
    return result.complete() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Route> routes(List<Member> herd) {
    var progress = call.progress();
    var targets = new LinkedHashMap<Member, Target>();
    herd.forEach(member -> targets.put(member, BenchHerd.target(member)));
    try (var traces = new Traces(herd)) {
      var reachability =
          new Reachability(
              List.copyOf(targets.values()),
              rounds,
              Duration.ofNanos((long) (timeout * NANOS)),
              (target, client) -> traces.add(target.name(), client),
              progress);
      return targets.values().stream().map(reachability::from).flatMap(List::stream).toList();
    } finally {
      progress.clear();
    }
  }

  private static Table matrix(List<Member> herd, List<Route> routes) {
    var headings = new ArrayList<Object>(List.of("ms"));
    herd.forEach(member -> headings.add(member.name()));
    var table = new Table(headings.toArray());
    for (var from : herd) {
      var row = new ArrayList<Object>(List.of(from.name()));
      for (var to : herd) {
        row.add(
            routes.stream()
                .filter(route -> route.from().equals(from.name()) && route.to().equals(to.name()))
                .map(ReachabilityCommand::cell)
                .findFirst()
                .orElse("-"));
      }
      table.row(row.toArray());
    }
    return table;
  }

  private static String cell(Route route) {
    return route.problem() != null || route.millis() == null
        ? "none"
        : String.format(Locale.ROOT, "%.1f", route.millis());
  }

  /** The clients that members were told of, which are forgotten in the end; also if interrupted. */
  private final class Traces implements AutoCloseable {
    private final List<Member> herd;
    private final LinkedHashMap<String, String> clients = new LinkedHashMap<>();
    private final Thread interrupted = Thread.ofPlatform().unstarted(this::forget);

    Traces(List<Member> herd) {
      this.herd = herd;
      Runtime.getRuntime().addShutdownHook(interrupted);
    }

    synchronized void add(String member, String client) {
      clients.put(member, client);
    }

    /** Each at the member that was told, which is where it is known if anywhere. */
    private synchronized void forget() {
      for (var member : herd) {
        var client = clients.remove(member.name());
        if (client != null) {
          try {
            new MemberEndpoint(member).forget(client);
          } catch (HerdFailure e) {
            call.complain("%s stays: %s".formatted(client, e.message()));
          }
        }
      }
    }

    @Override
    public void close() {
      forget();
      try {
        Runtime.getRuntime().removeShutdownHook(interrupted);
      } catch (IllegalStateException e) {
        // The hook has been called, or is about to and will find nothing to do.
      }
    }
  }
}
