package dev.proxyherd.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The live map in a browser, and somebody who looks at it and presses its buttons. */
final class MapPage {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Browser browser;

  MapPage(Browser browser) {
    this.browser = browser;
  }

  /** The expression for a property of what the page knows of a client. */
  static String of(String client, String property) {
    return "herdMap.clients.records[herdMap.clients.slot('/v1/clients/%s')]?.%s"
        .formatted(client, property);
  }

  /** Waits until an expression has a value. */
  void see(String expression, Object value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(browser.text(expression)).as(expression).isEqualTo(value.toString()));
  }

  /** Those in the table, as text. */
  List<String> names() {
    var names = new ArrayList<String>();
    browser
        .run(
            "return [...document.querySelectorAll('#clients-rows button')].map(b => b.textContent)")
        .forEach(name -> names.add(name.asString()));
    return names;
  }

  void press(String selector) {
    var _ = browser.run("document.querySelector('%s').click()".formatted(selector));
  }

  /** Clicks the map at a place. */
  void click(double latitude, double longitude) {
    var _ =
        browser.run(
            """
            const {x, y} = herdMap.map.latLngToContainerPoint([%s, %s]);
            const box = herdMap.map.getContainer().getBoundingClientRect();
            const at = {clientX: box.x + x, clientY: box.y + y, bubbles: true};
            document.elementFromPoint(at.clientX, at.clientY).dispatchEvent(new MouseEvent('click', at));
            """
                .formatted(latitude, longitude));
  }

  /** Answers the dialog. */
  void sayToken(String token) {
    var _ = browser.run("document.getElementById('token').value = '%s'".formatted(token));
    press("#token-form button");
  }
}
