package dev.proxyherd.http;

import static dev.proxyherd.http.WebMember.HERE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.Browser;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The live map as somebody sees it who opens it on a phone, while members come and go. */
@BesideOthers
class MapPageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String THERE = "{\"latitude\": 40.5, \"longitude\": -74.25}";
  private static final List<String> HOSTILE =
      List.of(
          "<img/src=x/onerror=document.title='owned'>",
          "'/**/or/**/1=1;--",
          "../../etc/passwd",
          "${jndi:ldap://x}");

  /** A neighbour that nobody is: the ports are ones that nobody listens on. */
  private static final String[] AWAY = {
    "herd.neighbours=Hands",
    "herd.members.Hands.host=127.0.0.1",
    "herd.members.Hands.client-port=1",
    "herd.members.Hands.peer-port=2",
    "herd.members.Hands.http-port=3",
    "herd.peers.catch-up-limit=0s"
  };

  @Test
  void showsClientsAsTheyMoveWhileMembersComeAndGo() {
    int port;
    String origin;
    try (var browser = Browser.start(390, 844)) {
      try (var member = WebMember.start(AWAY)) {
        port = member.port();
        origin = "http://127.0.0.1:" + port + "/";
        HOSTILE.forEach(id -> member.put(encoded(id), HERE));
        browser.open(origin);
        see(browser, "document.querySelectorAll('#clients-rows tr').length", "4");
        see(browser, "document.getElementById('connection').textContent", "live");
        see(browser, "document.querySelector('#herd-picture line').classList", "DOWN");
        see(browser, "document.querySelector('#herd-rows td').textContent", "down");
        assertThat(names(browser)).containsExactlyInAnyOrderElementsOf(HOSTILE);
        assertThat(browser.text("document.title")).isEqualTo("Goloman: live map");

        member.put("kiwi", HERE);
        see(browser, longitudeOf("kiwi"), "-118.445127");
        member.clock().move(Duration.ofSeconds(1));
        member.put("kiwi", THERE);
        see(browser, longitudeOf("kiwi"), "-74.25");
        see(browser, "herdMap.clients.trailSize[herdMap.clients.slot('/v1/clients/kiwi')]", "2");
        assertThat(browser.console()).isEmpty();
      }
      see(browser, "document.getElementById('connection').dataset.state", "lost");
      assertThat(names(browser)).hasSize(5);
      try (var again = WebMember.start("herd.members.Goloman.web-port=" + port)) {
        again.put("late", HERE);
        see(browser, "document.getElementById('connection').dataset.state", "live");
        see(browser, longitudeOf("late"), "-118.445127");
        see(browser, "herdMap.clients.size", "1"); // the member has lost the others
        assertThat(browser.requests())
            .isNotEmpty()
            .allSatisfy(url -> assertThat(url).matches("(" + origin + "|data:).*"));
      }
    }
  }

  private static List<String> names(Browser browser) {
    var names = new ArrayList<String>();
    browser
        .run(
            "return [...document.querySelectorAll('#clients-rows button')].map(b => b.textContent)")
        .forEach(name -> names.add(name.asString()));
    return names;
  }

  private static String longitudeOf(String client) {
    return "herdMap.clients.records[herdMap.clients.slot('/v1/clients/%s')]?.longitude"
        .formatted(client);
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8);
  }

  private static void see(Browser browser, String expression, String value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(browser.text(expression)).as(expression).isEqualTo(value));
  }
}
