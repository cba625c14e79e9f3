package dev.proxyherd.cli;

import dev.proxyherd.cli.HerdFailure.NoAnswer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code herd monitor}. */
@Command(
    name = "monitor",
    description = {
      "Shows what changes at a member, as it changes, until you end it.",
      "A client that changes again before it was shown is shown once, with its newest record.",
      "A member that is away is waited for, and nothing is left out."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "SERVER is the member that took the client's command; NUMBER is this member's",
      "change number; DELAY is how long after SERVER it came to hold the change.",
      "",
      "Examples:",
      "  ./herd monitor goloman",
      "  ./herd monitor welsh --client 'taxi-*'",
      "  ./herd monitor welsh --since 0           all that it holds, then what changes",
      "  ./herd monitor welsh --json | jq -r .client"
    })
final class MonitorCommand implements Runnable {
  private static final String FORMAT = "%-24s %-22s %-20s %-9s %-16s %10s%n";
  private static final double MICROS = TimeUnit.MILLISECONDS.toMicros(1);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

  @Parameters(paramLabel = "MEMBER", description = "the name of a member")
  private String name = "";

  @Option(
      names = "--client",
      paramLabel = "GLOB",
      defaultValue = "*",
      description = "only clients of such names: * is any text, ? any character (default: *)")
  private String clients = "";

  @Option(
      names = "--since",
      paramLabel = "NUMBER",
      description = "begin behind this change number; 0 is all (default: from now on)")
  private @Nullable Long since;

  @Option(names = "--json", description = "as JSON, one object a line")
  private boolean json;

  private final Invocation call;
  private boolean hasAnswered;
  private boolean isAway;

  MonitorCommand(Invocation call) {
    this.call = call;
  }

  @Override
  public void run() {
    if (since != null && since < 0) {
      throw HerdFailure.usage("--since: a change number, 0 or more");
    }
    var member = call.herds().member(name);
    var endpoint = new MemberEndpoint(member);
    var wanted = new Glob(clients);
    // Who reads this may have had enough: then there is nobody to tell, and that is no failure.
    for (var position = since; !call.out().checkError(); ) {
      var page = ask(member, endpoint, position);
      if (page != null) {
        position = page.path("position").asLong();
        for (var change : page.path("changes")) {
          if (wanted.matches(change.path("client").asString(""))) {
            print(member, change);
          }
        }
      }
    }
  }

  /** The next page; null when the member is away, which is said once. */
  private @Nullable JsonNode ask(Member member, MemberEndpoint endpoint, @Nullable Long position) {
    try {
      var page = endpoint.changes(position);
      if (!hasAnswered && !json) {
        call.out().printf(FORMAT, "CLIENT", "LOCATION", "TIME", "SERVER", "NUMBER", "DELAY ms");
      }
      hasAnswered = true;
      if (isAway) {
        isAway = false;
        call.complain(member.name() + " answers again");
      }
      return page;
    } catch (NoAnswer e) {
      if (!hasAnswered) {
        throw call.herds().isRunning(member) ? e : HerdFailure.notRunning(member);
      }
      if (!isAway) {
        isAway = true;
        call.complain(e.message() + "; waiting for it");
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      return null;
    }
  }

  private void print(Member member, JsonNode change) {
    if (json) {
      if (change instanceof ObjectNode object) {
        object.put("member", member.name());
      }
      call.out().println(change);
      return;
    }
    call.out()
        .printf(
            Locale.ROOT,
            FORMAT,
            Terminal.printable(change.path("client").asString("")),
            change.path("forgotten").asBoolean(false)
                ? "forgotten"
                : change.path("location").asString(""),
            change.path("time").asString(""),
            change.path("server").asString(""),
            change.path("number").asString(""),
            String.format(Locale.ROOT, "%.1f", change.path("delayMicros").asLong(0) / MICROS));
  }
}
