package dev.proxyherd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the map looks like, and how often it is drawn. Only where it is asked for:
 *
 * <pre>
 * mvn test -Dtest=MapShowTest -Dherd.map.picture=docs/images/map.png
 * mvn test -Dtest=MapShowTest -Dherd.map.clients=10000
 * </pre>
 */
class MapShowTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SECONDS = 10;

  @Test
  @EnabledIfSystemProperty(named = "herd.map.picture", matches = ".+")
  void takesThePictureOfTheReadme() throws IOException {
    try (var member = WebMember.start();
        var browser = Browser.start(1120, 800)) {
      var show =
          new MapShow(member, 40, new double[] {33.6, -118.4}, new double[] {34.3, -117.3}, 0.012);
      show.step();
      browser.open("http://127.0.0.1:" + member.port() + "/");
      shows(browser, 40);
      for (var round = 0; round < 14; round++) {
        show.step();
        var _ = browser.run("return new Promise(done => setTimeout(done, 500))");
      }
      var _ = browser.run("document.querySelector('#clients-rows button').click()");
      var _ = browser.run("return new Promise(done => setTimeout(done, 1500))");
      Files.write(Path.of(System.getProperty("herd.map.picture")), browser.screenshot());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "herd.map.clients", matches = "[0-9]+")
  void saysHowManyFramesASecondItDraws() {
    var clients = Integer.getInteger("herd.map.clients");
    try (var member = WebMember.start();
        var browser = Browser.start(1200, 800)) {
      var show =
          new MapShow(member, clients, new double[] {-55, -170}, new double[] {65, 170}, 0.3);
      show.step();
      browser.open("http://127.0.0.1:" + member.port() + "/");
      shows(browser, clients);
      var begun = browser.run("return [herdMap.points.frames, performance.now()]");
      for (var second = 0; second < SECONDS; second++) {
        show.step();
        var _ = browser.run("return new Promise(done => setTimeout(done, 1000))");
      }
      var ended = browser.run("return [herdMap.points.frames, performance.now()]");
      var frames = ended.get(0).asInt() - begun.get(0).asInt();
      var seconds = (ended.get(1).asDouble() - begun.get(1).asDouble()) / 1000;
      System.out.printf("%d clients: %.1f frames a second%n", clients, frames / seconds);
      assertThat(frames).isPositive();
    }
  }

  private static void shows(Browser browser, int clients) {
    await()
        .atMost(PATIENCE)
        .until(() -> browser.run("return herdMap.clients.size").asInt() == clients);
  }
}
