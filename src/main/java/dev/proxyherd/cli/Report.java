package dev.proxyherd.cli;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the commands tell about members. */
final class Report {
  private Report() {}

  /** A herd that has just been started, and a first conversation with it. */
  static void printHerd(List<Member> herd, PrintWriter out) {
    var table = new Table("NAME", "CLIENT PORT", "PEER PORT", "HTTP PORT", "NEIGHBOURS");
    for (var member : herd) {
      table.row(
          member.name(),
          member.clientPort(),
          member.peerPort(),
          member.httpPort(),
          String.join(", ", member.neighbours()));
    }
    table.print(out);
    // The nearest come first: the last is as far away as a member can be.
    out.printf(
        """

        Tell %1$s where a client is, and ask %2$s what is near it:
          ./herd send %1$s "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 $(date +%%s.%%N)"
          ./herd send %2$s 'WHATSAT kiwi.cs.ucla.edu 10 5'
        """,
        herd.getFirst().name(), herd.getLast().name());
    out.flush();
  }

  /** All members in one table, then for each herd whether its members agree. */
  static void printTable(List<List<MemberStatus>> herds, PrintWriter out) {
    var table =
        new Table(
            "NAME",
            "STATE",
            "CLIENT PORT",
            "PEER PORT",
            "HTTP PORT",
            "PID",
            "CLIENTS",
            "DIGEST",
            "LINKS");
    for (var status : herds.stream().flatMap(List::stream).toList()) {
      table.row(
          status.name(),
          status.state(),
          status.clientPort(),
          status.peerPort(),
          status.httpPort(),
          status.pid() == null ? "-" : status.pid(),
          status.clients() == null ? "-" : status.clients(),
          status.digest() == null ? "-" : status.digest(),
          status.linksInWords());
    }
    table.print(out);
    for (var herd : herds) {
      var whose = herds.size() == 1 ? "" : "herd of " + herd.getFirst().name() + ": ";
      out.println(whose + Agreement.inWords(herd));
    }
  }

  static void printJson(List<List<MemberStatus>> herds, PrintWriter out) {
    out.println(
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(herds.stream().flatMap(List::stream).toList()));
  }
}
