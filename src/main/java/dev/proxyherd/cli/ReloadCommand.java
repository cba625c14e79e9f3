package dev.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code herd reload}. */
@Command(
    name = "reload",
    description = {
      "Has members that run read their profiles again: who their neighbours are, and where.",
      "Asks all of them first; when one of them cannot use its files, none changes anything."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "An edge is named by both of its ends, and it is there when both have read so.",
      "",
      "Examples:",
      "  ./herd reload --preview    what would change, at all members that run",
      "  ./herd reload              changes it",
      "  ./herd reload ann bob      at these two members only",
      "",
      "More: docs/how-to/topology.md"
    })
final class ReloadCommand implements Callable<Integer> {
  private final Invocation call;
  private final Members members;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "members (default: all that run, also those that the files no longer link)")
  private @Nullable List<String> names;

  @Option(names = "--preview", description = "say what would change, and change nothing")
  private boolean preview;

  ReloadCommand(Invocation call) {
    this.call = call;
    members = call.members();
  }

  @Override
  public Integer call() {
    var changes = new LinkedHashMap<Member, JsonNode>();
    for (var member : asked()) {
      changes.put(member, new MemberEndpoint(member).reloadPreview());
    }
    if (!preview) {
      changes.replaceAll((member, _) -> new MemberEndpoint(member).reload());
    }
    print(changes);
    return ExitCode.OK;
  }

  private List<Member> asked() {
    var profiles = Profiles.read(call.checkout().profiles());
    if (names == null) {
      var running =
          profiles.names().stream().map(profiles::member).filter(this::isRunning).toList();
      if (running.isEmpty()) {
        throw new HerdFailure("no member is running");
      }
      return running;
    }
    var named = names.stream().map(profiles::member).distinct().toList();
    for (var member : named) {
      if (!isRunning(member)) {
        throw new HerdFailure(
            "%s is not running; it reads its profile when it starts".formatted(member.name()));
      }
    }
    return named;
  }

  private boolean isRunning(Member member) {
    return members.find(member) != null;
  }

  private void print(Map<Member, JsonNode> changes) {
    var width =
        changes.keySet().stream().mapToInt(member -> member.name().length()).max().orElse(1);
    for (var change : changes.entrySet()) {
      call.out()
          .printf("%-" + width + "s  %s%n", change.getKey().name(), describe(change.getValue()));
    }
  }

  private String describe(JsonNode change) {
    var text =
        Stream.of(
                part("adds", names(change.path("added"))),
                part("removes", names(change.path("removed"))),
                part("dials elsewhere", moves(change.path("moved"))),
                part("needs a restart for", names(change.path("needRestart"))))
            .filter(part -> !part.isEmpty())
            .collect(joining("; "));
    return text.isEmpty() ? "nothing changes" : preview ? "would change: " + text : text;
  }

  private static String part(String word, String names) {
    return names.isEmpty() ? "" : word + " " + names;
  }

  private static String names(JsonNode names) {
    return stream(names).map(name -> name.asString("")).collect(joining(", "));
  }

  private static String moves(JsonNode moves) {
    return stream(moves)
        .map(move -> move.path("neighbour").asString("") + " at " + move.path("to").asString(""))
        .collect(joining(", "));
  }

  private static Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }
}
