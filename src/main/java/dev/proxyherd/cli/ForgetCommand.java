package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code herd forget}. */
@Command(
    name = "forget",
    description = "Has a herd forget a client, until the client says again where it is.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  ./herd forget kiwi.cs.ucla.edu",
      "  ./herd forget kiwi.cs.ucla.edu --member riley   when two herds run"
    })
final class ForgetCommand implements Runnable {
  @Parameters(paramLabel = "CLIENT", description = "the client's name")
  private String client = "";

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description = "the member to ask (default: the first that runs)")
  private @Nullable String member;

  @Option(names = "--json", description = "as one JSON object")
  private boolean json;

  private final Invocation call;

  ForgetCommand(Invocation call) {
    this.call = call;
  }

  @Override
  public void run() {
    var asked = call.herds().running(member);
    var name = new String(client.getBytes(Invocation.argumentCharset()), UTF_8);
    var answer = new MemberEndpoint(asked).forget(name);
    if (json && answer instanceof ObjectNode object) {
      call.printJson(object.put("member", asked.name()));
      return;
    }
    call.out()
        .printf(
            "%s %s %s: forgotten as of %s, by all members soon%n",
            asked.name(),
            answer.path("known").asBoolean(false) ? "knew" : "did not know",
            client,
            answer.path("time").asString("now"));
  }
}
