package dev.proxyherd.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code herd status}, by its other name {@code herd members}. */
@Command(
    name = "status",
    aliases = "members",
    description = {
      "Shows how the members of a herd are, and whether they hold the same.",
      "How their links are: ./herd links"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  ./herd status                  all herds that have been started here",
      "  ./herd status riley            the herd that Riley belongs to",
      "  ./herd status --json | jq -r '.[] | select(.ready | not) | .name'"
    })
final class StatusCommand implements Runnable {
  @Parameters(
      paramLabel = "HERD",
      arity = "0..1",
      description = "the name of any member of the herd (default: all that were started here)")
  private @Nullable String name;

  @Option(names = "--json", description = "as a JSON list, one object a member")
  private boolean json;

  private final Invocation call;

  StatusCommand(Invocation call) {
    this.call = call;
  }

  @Override
  public void run() {
    var herds = call.herds();
    var statuses = herds.herds(name).stream().map(herds::statuses).toList();
    var all = statuses.stream().flatMap(List::stream).toList();
    if (json) {
      call.printJson(all);
    } else if (all.isEmpty()) {
      call.out().println("no herd has been started here; ./herd up starts one");
    } else {
      table(all).print(call.out());
      for (var herd : statuses) {
        var whose = statuses.size() == 1 ? "" : "herd of " + herd.getFirst().name() + ": ";
        call.out().println(whose + Agreement.inWords(herd));
      }
      all.stream()
          .map(MemberStatus::siteInWords)
          .filter(Objects::nonNull)
          .forEach(call.out()::println);
      all.stream().map(MemberStatus::trouble).filter(Objects::nonNull).forEach(call.out()::println);
      printVersions(all);
    }
  }

  private static Table table(List<MemberStatus> all) {
    var table =
        new Table(
            "NAME",
            "STATE",
            "CLIENTS",
            "CONNECTIONS",
            "LINKS UP",
            "UPTIME",
            "PID",
            "CLIENT PORT",
            "PEER PORT",
            "HTTP PORT",
            "WEB PORT");
    for (var status : all) {
      table.row(
          status.name(),
          status.state(),
          orDash(status.clients()),
          orDash(status.connections()),
          status.linksInWords(),
          status.started() == null ? "-" : since(status.started()),
          orDash(status.pid()),
          status.clientPort(),
          status.peerPort(),
          status.httpPort(),
          Report.port(status.webPort()));
    }
    return table;
  }

  private static Object orDash(@Nullable Object value) {
    return value == null ? "-" : value;
  }

  /** The two units that matter. */
  private static String since(Instant started) {
    var up = Duration.between(started, Instant.now());
    if (up.toDays() > 0) {
      return "%d d %d h".formatted(up.toDays(), up.toHoursPart());
    }
    if (up.toHours() > 0) {
      return "%d h %d min".formatted(up.toHours(), up.toMinutesPart());
    }
    return up.toMinutes() > 0
        ? "%d min %d s".formatted(up.toMinutes(), up.toSecondsPart())
        : Math.max(0, up.toSeconds()) + " s";
  }

  /** Worth a word while a herd is between two. */
  private void printVersions(List<MemberStatus> all) {
    var versions =
        all.stream()
            .filter(status -> status.version() != null)
            .collect(
                groupingBy(
                    MemberStatus::version,
                    TreeMap::new,
                    mapping(MemberStatus::name, joining(", "))));
    if (versions.size() > 1) {
      versions.forEach((version, names) -> call.out().println("version " + version + ": " + names));
    }
  }
}
