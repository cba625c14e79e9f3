package dev.proxyherd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium, by the WebDriver protocol (W3C) of Debian's {@code chromium-driver}: the few
 * requests that our tests need, over the JDK's own HTTP client.
 */
public final class Browser implements AutoCloseable {
  private static final String DRIVER = "chromedriver";
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, int port, int width, int height) {
    this.driver = driver;
    var options =
        Map.of(
            "args",
            List.of(
                "--headless=new",
                "--no-sandbox", // as root, in a container
                "--disable-dev-shm-usage",
                "--window-size=%d,%d".formatted(width, height)));
    var always =
        Map.of(
            "browserName",
            "chrome",
            "goog:chromeOptions",
            options,
            "goog:loggingPrefs",
            Map.of("browser", "ALL", "performance", "ALL"));
    var url = "http://127.0.0.1:%d/session".formatted(port);
    var created = post(url, Map.of("capabilities", Map.of("alwaysMatch", always)));
    session = url + '/' + created.path("sessionId").asString();
  }

  /**
   * Starts one.
   *
   * @throws TestAbortedException where there is no Chromium: the test is skipped, and says so
   */
  public static Browser start(int width, int height) {
    if (!isInstalled()) {
      var message =
          "SKIPPED: the live map is tested in a browser, and there is no "
              + DRIVER
              + " on the path: apt-get install chromium chromium-driver";
      System.err.println(message);
      throw new TestAbortedException(message);
    }
    try {
      var driver = new ProcessBuilder(DRIVER, "--port=0").redirectErrorStream(true).start();
      try {
        return new Browser(driver, port(driver), width, height);
      } catch (IOException | RuntimeException | Error e) {
        end(driver);
        throw e;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isInstalled() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, DRIVER)));
  }

  private static void end(Process driver) {
    driver.descendants().forEach(ProcessHandle::destroy);
    driver.destroy();
  }

  private static int port(Process driver) throws IOException {
    var output = new BufferedReader(new InputStreamReader(driver.getInputStream(), UTF_8));
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      var matcher = STARTED.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new AssertionError("chromedriver has ended");
  }

  public Browser open(String url) {
    var _ = post(session + "/url", Map.of("url", url));
    return this;
  }

  /** What a script returns. */
  public JsonNode run(String script) {
    return post(session + "/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** What an expression is, as text. */
  public String text(String expression) {
    return run("return String(" + expression + ")").asString();
  }

  /** A picture of what can be seen, as PNG. */
  public byte[] screenshot() {
    return Base64.getDecoder().decode(get(session + "/screenshot").asString());
  }

  /** What the console has said since it was asked last. */
  public List<String> console() {
    return messages("browser");
  }

  /** The addresses that were asked since this was asked last. */
  public List<String> requests() {
    var urls = new ArrayList<String>();
    for (var message : messages("performance")) {
      var event = JsonMapper.shared().readTree(message).path("message");
      if (event.path("method").asString().equals("Network.requestWillBeSent")) {
        urls.add(event.at("/params/request/url").asString());
      }
    }
    return urls;
  }

  private List<String> messages(String log) {
    var messages = new ArrayList<String>();
    post(session + "/se/log", Map.of("type", log))
        .forEach(entry -> messages.add(entry.path("message").asString()));
    return messages;
  }

  private JsonNode post(String url, Object body) {
    var json = JsonMapper.shared().writeValueAsString(body);
    return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(json)));
  }

  private JsonNode get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      var value = JsonMapper.shared().readTree(answer.body()).path("value");
      if (answer.statusCode() >= 400) {
        throw new AssertionError(value.path("message").asString());
      }
      return value;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE());
    } finally {
      end(driver);
      http.close();
    }
  }
}
