package dev.proxyherd.cli;

import java.io.PrintWriter;
import java.util.List;

/** What the commands tell about members. */
final class Report {
  private Report() {}

  /** Nobody has a port of -1. */
  static Object port(int port) {
    return port > 0 ? (Object) port : "-";
  }

  /** A herd that has just been started, and a first conversation with it. */
  static void printHerd(List<Member> herd, PrintWriter out) {
    var table =
        new Table("NAME", "CLIENT PORT", "PEER PORT", "HTTP PORT", "WEB PORT", "NEIGHBOURS");
    for (var member : herd) {
      table.row(
          member.name(),
          member.clientPort(),
          member.peerPort(),
          member.httpPort(),
          port(member.webPort()),
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
}
