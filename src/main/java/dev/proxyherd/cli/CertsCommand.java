package dev.proxyherd.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code herd certs}. */
@Command(
    name = "certs",
    description = {
      "Makes a certificate authority for trying out TLS, and a certificate for every",
      "member in the profiles. What is there already is left as it is."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./herd certs                  into certs/",
      "  ./herd certs --client kiwi    and one for a client",
      "",
      "To renew one, delete its two files and call this again. docs/how-to/tls.md"
    })
final class CertsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = "certs",
      description = "where to (default: certs)")
  private Path folder = Path.of("");

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description = "a client that gets a certificate too; may be repeated")
  private @Nullable List<String> clients;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "how long certificates are valid (default: 365); the authority's is for 3650")
  private int days;

  private final Checkout checkout;
  private final PrintWriter out;

  CertsCommand(Invocation call) {
    checkout = call.checkout();
    out = call.out();
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    if (days < 1) {
      throw HerdFailure.usage("days: at least 1");
    }
    var profiles = Profiles.read(checkout.profiles());
    var named = clients == null ? List.<String>of() : clients;
    for (var client : named) {
      checkClient(client, profiles.names());
    }
    var target = checkout.home().resolve(folder).normalize();
    var members = profiles.names().stream().filter(name -> !Authority.has(target, name)).toList();
    var newClients = named.stream().filter(name -> !Authority.has(target, name)).toList();
    var first = !Authority.isIn(target);
    if (!first && members.isEmpty() && newClients.isEmpty()) {
      throw new HerdFailure(
          "%s has all of them, and nothing is written over: delete the two files of those that are to be made anew"
              .formatted(shown(target)));
    }
    try (var authority = Authority.in(target)) {
      if (first) {
        say(target, Authority.NAME, "whose certificates are taken; keep its key to yourself");
      }
      var validity = List.of("-validity", Integer.toString(days));
      for (var name : members) {
        var hosts = profiles.hosts(name);
        authority.issueToMember(name, hosts, validity);
        say(target, name, "a member, at " + String.join(", ", hosts));
      }
      for (var name : newClients) {
        authority.issueToClient(name, validity);
        say(target, name, "a client");
      }
    }
    if (first) {
      out.print(configuration(shown(target)));
      out.flush();
    }
    return ExitCode.OK;
  }

  private static void checkClient(String name, List<String> members) {
    if (name.isBlank() || name.contains("/") || name.startsWith(".")) {
      throw HerdFailure.usage("client: a name that can be a file's");
    }
    if (name.equalsIgnoreCase(Authority.NAME)
        || members.stream().anyMatch(name::equalsIgnoreCase)) {
      throw HerdFailure.usage("client: %s is taken".formatted(name));
    }
  }

  private void say(Path target, String name, String whose) {
    out.printf("%s, .key: %s%n", shown(Authority.crt(target, name)), whose);
  }

  /** As members see it, which work in the project's folder. */
  private String shown(Path path) {
    return (path.startsWith(checkout.home()) ? checkout.home().relativize(path) : path).toString();
  }

  private static String configuration(String folder) {
    return """

    To use them, add this to the address table, such as application-profiles/application-local.yml:

    spring.ssl.bundle.pem.herd:
      reload-on-update: true
      keystore: {certificate: "%1$s/${herd.name}.crt", private-key: "%1$s/${herd.name}.key"}
      truststore: {certificate: "%1$s/authority.crt"}
    herd.client.ssl.bundle: herd
    herd.peers.ssl.bundle: herd

    Then restart all members. A client: ./herd send --cacert %1$s/authority.crt NAME LINE …
    """
        .formatted(folder);
  }
}
