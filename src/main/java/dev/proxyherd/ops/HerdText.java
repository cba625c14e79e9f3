package dev.proxyherd.ops;

import dev.proxyherd.ops.HerdReport.Link;
import dev.proxyherd.peer.LinkState;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A member's report for people: a few lines, and tables. */
final class HerdText {
  private HerdText() {}

  static String of(HerdReport member) {
    return """
    %s (%s%s), %s, up for %s, pid %d
    listens for clients on port %d, for members on %d, for HTTP on %d, for the web on %s
    knows %d clients, digest %s, change number %d%s

    %s
    %s
    %s%s\
    """
        .formatted(
            member.name(),
            member.version(),
            member.replica() == null ? "" : ", replica " + member.replica(),
            member.ready() ? "ready" : "not ready",
            words(Duration.ofSeconds(member.uptimeSeconds())),
            member.pid(),
            member.clientPort(),
            member.peerPort(),
            member.httpPort(),
            port(member.webPort()),
            member.clients(),
            member.digest(),
            member.changeNumber(),
            site(member),
            links(member),
            limits(member),
            members(member),
            refused(member));
  }

  private static String site(HerdReport member) {
    var engine = member.engine();
    return engine == null
        ? ""
        : "\nholds %d links, engine %s".formatted(engine.leasesHeld(), engine.inWords());
  }

  private static String port(int port) {
    return port < 0 ? "-" : Integer.toString(port);
  }

  private static TextTable links(HerdReport member) {
    var table =
        new TextTable(
            "NEIGHBOUR",
            "LINK",
            "FROM IT",
            "LAG",
            "SECONDS",
            "ROUND TRIP",
            "ITS CLOCK",
            "LAST ERROR");
    for (Link link : member.links()) {
      table.row(
          link.neighbour(),
          state(link.state(), link.heldBy()),
          state(link.incoming(), link.incomingHeldBy()),
          link.lag(),
          String.format(Locale.ROOT, "%.1f", link.lagSeconds()),
          millis(link.roundTripSeconds(), "%.1f ms"),
          millis(link.clockOffsetSeconds(), "%+.1f ms"),
          link.lastError() == null ? "-" : link.lastError());
    }
    return table;
  }

  private static String state(LinkState state, @Nullable String holder) {
    return holder == null ? state.name() : state + " (" + holder + ")";
  }

  private static String millis(@Nullable Double seconds, String format) {
    return seconds == null ? "-" : String.format(Locale.ROOT, format, 1000 * seconds);
  }

  private static TextTable limits(HerdReport member) {
    var table = new TextTable("LIMIT", "USED", "OF", "SHARE");
    member
        .limits()
        .forEach(
            (name, level) ->
                table.row(
                    name,
                    level.used(),
                    level.max(),
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * level.used() / level.max())));
    return table;
  }

  private static TextTable members(HerdReport member) {
    var table =
        new TextTable("MEMBER", "HOST", "CLIENT PORT", "PEER PORT", "HTTP PORT", "WEB PORT");
    member
        .members()
        .forEach(
            (name, at) ->
                table.row(
                    name,
                    at.host(),
                    at.clientPort(),
                    at.peerPort(),
                    at.httpPort(),
                    port(at.webPort())));
    return table;
  }

  private static String refused(HerdReport member) {
    if (member.refused().isEmpty()) {
      return "";
    }
    var table = new TextTable("REFUSED", "WHY");
    member.refused().forEach(table::row);
    return "\n" + table;
  }

  private static String words(Duration time) {
    return time.toHours() > 0
        ? String.format(Locale.ROOT, "%d h %d min", time.toHours(), time.toMinutesPart())
        : String.format(Locale.ROOT, "%d min %d s", time.toMinutes(), time.toSecondsPart());
  }
}
