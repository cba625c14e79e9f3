package dev.proxyherd.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.Browser;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.MemberSetup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live map as somebody sees it who opens it on a phone, while members come and go. */
@BesideOthers
class MapPageTest {
  private static final String WEB_PORT = "herd.members.Goloman.web-port";
  private static final String TOKEN = "token-of-the-zoo-0123456789";

  /** Each is a name; and the page shows it as it is, whatever else it could be taken for. */
  private static final List<String> HOSTILE =
      List.of(
          "<img/src=x/onerror=document.title='owned'>",
          "<script>document.title='owned'</script>",
          "\"onmouseover=\"document.title='owned'",
          "'/**/or/**/1=1;DROP/**/TABLE/**/clients;--",
          "../../etc/passwd",
          "${jndi:ldap://x}",
          "\u202Egnp.evil\u202C", // right to left
          "__proto__",
          "\uD83D\uDC11".repeat(100));

  private static final MemberSetup SETUP =
      MemberSetup.of("Goloman")
          .linkedTo("Hands", "127.0.0.1", 1) // where nobody is
          .with("herd.store.folder", "store")
          .with("herd.peers.catch-up-limit", "0s")
          .with("herd.locations.retention", "64s");

  /** Far enough ahead for none of them to expire. */
  private final long later = Instant.now().getEpochSecond() + 1800;

  @TempDir Path folder;

  @Test
  void showsClientsAsTheyMoveWhileMembersComeAndGo() throws Exception {
    try (var browser = Browser.start(390, 844)) {
      var page = new MapPage(browser);
      int port;
      String origin;
      try (var member = SETUP.with(WEB_PORT, 0).start(folder).awaitReady()) {
        port = webPort(member);
        origin = "http://127.0.0.1:" + port + "/";
        HOSTILE.forEach(id -> tell(member, id + " +34.06-118.44", later));
        browser.open(origin);
        page.see("document.querySelectorAll('#clients-rows tr').length", HOSTILE.size());
        page.see("document.getElementById('connection').textContent", "live");
        page.see("document.querySelector('#herd-picture line').classList", "DOWN");
        page.see("document.querySelector('#herd-rows td').textContent", "down");
        assertThat(page.names()).containsExactlyInAnyOrderElementsOf(HOSTILE);
        assertThat(browser.text("document.title")).isEqualTo("Goloman: live map");
        readsEventsWhateverTheyAreCutInto(browser);
        movesClients(page, member);
        findsClientsNear(page);
        dropsClientsThatAreForgottenOrExpire(page, member, origin);
        assertThat(browser.console()).isEmpty();
        member.kill();
      }
      page.see("document.getElementById('connection').dataset.state", "lost");
      assertThat(page.names()).hasSize(HOSTILE.size());
      comesBackWithAMemberThatWantsToKnowWhoAsks(page, port);
      assertThat(browser.requests())
          .isNotEmpty()
          .allSatisfy(url -> assertThat(url).matches("(" + origin + "|data:).*"));
    }
  }

  private static int webPort(MemberProcess member) {
    return Actuator.get(member.httpAddress().getPort(), "herd").path("webPort").asInt();
  }

  private static void tell(MemberProcess member, String client, long time) {
    var reply = LineSocket.exchange(member.clientPort(), "IAMAT %s %d\n".formatted(client, time));
    assertThat(reply).startsWith("AT ");
  }

  private static void readsEventsWhateverTheyAreCutInto(Browser browser) {
    var read =
        browser.run(
            """
            return (async () => {
              const script = document.querySelector('script').src;
              const { EventParser } = await import(script.replace('main.js', 'events.js'));
              const text = 'retry: 1\\n\\nevent: one\\nid: 1\\ndata: a\\ndata:b\\r\\n\\n'
                + ':\\nid: 2\\n\\ndata: c\\n\\nid: 3\\ndata: d';
              const read = new Set();
              for (let cut = 0; cut <= text.length; cut++) {
                const events = [];
                const parser = new EventParser((type, data) => events.push([type, data, parser.id]));
                parser.push(text.slice(0, cut));
                parser.push(text.slice(cut));
                read.add(JSON.stringify([events, parser.id]));
              }
              return [...read];
            })();
            """);
    assertThat(read.size()).isEqualTo(1);
    // The last event is not whole: it is not told, and is asked for again.
    assertThat(read.get(0).asString())
        .isEqualTo("[[[\"one\",\"a\\nb\",\"1\"],[\"message\",\"c\",\"2\"]],\"2\"]");
  }

  private void movesClients(MapPage page, MemberProcess member) {
    tell(member, "kiwi +34.06-118.44", later + 1);
    page.see(MapPage.of("kiwi", "longitude"), "-118.44");
    tell(member, "kiwi +40.5-74.25", later + 2);
    page.see(MapPage.of("kiwi", "longitude"), "-74.25");
    page.see("herdMap.clients.trailSize[herdMap.clients.slot('/v1/clients/kiwi')]", 2);
    // The one that moved last is on top; its button has the map go there.
    page.see("document.querySelector('#clients-rows button').textContent", "kiwi");
    page.press("#clients-rows button");
    page.see("document.getElementById('selected-title').textContent", "kiwi");
    page.see("document.getElementById('selected-place').textContent", "40.5, -74.25");
    page.see("herdMap.map.getCenter().lng", "-74.25");
  }

  /** By a click that is on no client. */
  private static void findsClientsNear(MapPage page) {
    page.click(40.9, -74.25);
    page.see("document.getElementById('near-result').textContent", "1 within 100 km");
    page.see("document.querySelector('#near-list li').textContent", "kiwi 44.5 km");
    page.press("#near-clear");
    page.see("document.querySelectorAll('#near-list li').length", 0);
  }

  private void dropsClientsThatAreForgottenOrExpire(
      MapPage page, MemberProcess member, String origin) throws Exception {
    tell(member, "early +34.06-118.44", Instant.now().getEpochSecond() - 57);
    page.see(MapPage.of("early", "client"), "early");
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(origin + "v1/clients/kiwi"))
              .header("Authorization", Actuator.AUTHORIZATION)
              .DELETE()
              .build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
    page.see("herdMap.clients.slot('/v1/clients/kiwi')", -1);
    page.see("document.getElementById('selected').hidden", true);
    page.see("herdMap.clients.slot('/v1/clients/early')", -1);
    page.see("document.querySelectorAll('#clients-rows tr').length", HOSTILE.size());
  }

  /** It goes on from its store, and the page from where it was. */
  private void comesBackWithAMemberThatWantsToKnowWhoAsks(MapPage page, int port) {
    var setup =
        SETUP
            .with(WEB_PORT, port)
            .with("herd.client.auth.enabled", true)
            .with("herd.client.auth.principals[0].name", "zoo")
            .with("herd.client.auth.principals[0].token", TOKEN)
            .with("herd.client.auth.principals[0].clients", "*");
    try (var again = setup.start(folder)) {
      var late = "AUTH %s\nIAMAT late +34.06-118.44 %d\n".formatted(TOKEN, later + 3);
      assertThat(LineSocket.exchange(again.clientPort(), late)).contains("\nAT ");
      page.see("document.getElementById('token-dialog').open", true);
      page.see("document.getElementById('token-wrong').hidden", true);
      page.sayToken("no-token-of-anybody");
      page.see("document.getElementById('token-wrong').hidden", false);
      page.sayToken(TOKEN);
      page.see("document.getElementById('connection').dataset.state", "live");
      page.see(MapPage.of("late", "longitude"), "-118.44");
      page.see("herdMap.clients.size", HOSTILE.size() + 1);
      page.see("document.getElementById('token-dialog').open", false);
    }
  }
}
