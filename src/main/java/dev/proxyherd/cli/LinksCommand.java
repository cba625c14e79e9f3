package dev.proxyherd.cli;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code herd links}. */
@Command(
    name = "links",
    description = {
      "Draws a herd, and shows every link as both of its ends have it.",
      "An edge is two links, one each way: FROM dials TO and sends it updates."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "STATE is what FROM says, INCOMING what TO says; LAG is how many changes TO has",
      "not acknowledged. Colours only on a terminal, and not with NO_COLOR set.",
      "",
      "Examples:",
      "  ./herd links                   all herds that have been started here",
      "  ./herd links goloman",
      "  ./herd links --json | jq '.[] | select(.up | not)'"
    })
final class LinksCommand implements Runnable {
  private static final int WIDTH = 80;

  @Parameters(
      paramLabel = "HERD",
      arity = "0..1",
      description = "the name of any member of the herd (default: all that were started here)")
  private @Nullable String name;

  @Option(names = "--json", description = "as a JSON list, one object a link")
  private boolean json;

  private final Invocation call;

  LinksCommand(Invocation call) {
    this.call = call;
  }

  @Override
  public void run() {
    var herds = call.herds();
    var all = new ArrayList<Link>();
    var found = herds.herds(name);
    for (var herd : found) {
      var statuses = herds.statuses(herd);
      var links = Link.of(herd, statuses);
      all.addAll(links);
      if (!json) {
        print(statuses, links);
      }
    }
    if (json) {
      call.printJson(all);
    } else if (found.isEmpty()) {
      call.out().println("no herd has been started here; ./herd up starts one");
    }
  }

  private void print(List<MemberStatus> statuses, List<Link> links) {
    var names = statuses.stream().map(MemberStatus::name).toList();
    var labels =
        statuses.stream()
            .filter(status -> !status.up())
            .collect(
                toMap(MemberStatus::name, status -> status.name() + " (" + status.state() + ")"));
    var picture = new TopologyPicture(names, labels, links, call.terminal()).lines(WIDTH);
    picture.forEach(call.out()::println);
    call.out()
        .println(
            picture.isEmpty()
                ? "(too many links for a picture of %d columns)".formatted(WIDTH)
                : "● the link that the member dials is up, ○ it is not");
    call.out().println();
    var table = new Table("FROM", "TO", "STATE", "INCOMING", "LAG", "LAST ERROR");
    for (var link : links) {
      table.row(
          link.from(),
          link.to(),
          link.state() == null ? "-" : link.state(),
          link.incoming() == null ? "-" : link.incoming(),
          link.lag() == null ? "-" : link.lag(),
          link.lastError() == null ? "" : link.lastError());
    }
    table.print(call.out());
  }
}
