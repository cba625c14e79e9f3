package dev.proxyherd.places.google;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesQuery;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/** Faults of a source, each of which is to leave no connection behind, and nothing else. */
class GoogleLeakTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n";
  private static final String REDIRECT = "Location: http://127.0.0.1:1/\r\n";
  private static final int MANY = 20;

  /** Retries are tested elsewhere, and here the breaker would spoil the count. */
  private static final Map<String, String> PLAIN =
      Map.of(
          "connections", "1",
          "retries", "0",
          "breaker.calls", "10000");

  private final List<ConnectionPoolMetrics> pools = new CopyOnWriteArrayList<>();

  /** What connections there are, as the pool has it. */
  private final class Registrar implements ConnectionProvider.MeterRegistrar {
    @Override
    public void registerMetrics(
        String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {
      pools.add(metrics);
    }

    @Override
    public void deRegisterMetrics(String pool, String id, SocketAddress remote) {}
  }

  static Stream<Arguments> faults() throws Exception {
    return Stream.of(
        fault("silent", FakeGoogle.stalling(""), Outcome.NO_ANSWER),
        fault("stalled head", FakeGoogle.stalling(HEAD), Outcome.NO_ANSWER),
        fault("stalled body", FakeGoogle.stalling(HEAD + "\r\n{"), Outcome.NO_ANSWER),
        fault("reset", (connection, out) -> reset(connection), Outcome.RESET),
        fault("closed", (connection, out) -> connection.close(), Outcome.RESET),
        fault("reset body", GoogleLeakTest::halfAndReset, Outcome.NO_ANSWER),
        fault("throttled", answer("429 Slow", "Retry-After: 3600\r\n", "{}"), Outcome.THROTTLED),
        fault("broken", answer("500 No", "", "<html>"), Outcome.SERVER_ERROR),
        fault("denied", answer("403 No", "", "{}"), Outcome.DENIED),
        fault("redirected", answer("302 There", REDIRECT, ""), Outcome.UNUSABLE),
        fault("huge", answer("200 OK", "", "[" + " ".repeat(500_000)), Outcome.UNUSABLE),
        fault("endless", GoogleLeakTest::endless, Outcome.UNUSABLE),
        fault("no gzip", answer("200 OK", "Content-Encoding: gzip\r\n", "x"), Outcome.UNUSABLE),
        fault("no HTTP", FakeGoogle.stalling("SSH-2.0-OpenSSH\r\n\r\n"), Outcome.UNUSABLE),
        fault("garbled", answer("200 OK", "", "{\"status\": \"OK\""), Outcome.UNUSABLE));
  }

  private static Arguments fault(String name, FakeGoogle.Behaviour behaviour, Outcome outcome) {
    return Arguments.of(Named.of(name, behaviour), outcome);
  }

  private static FakeGoogle.Behaviour answer(String statusLine, String headers, String body) {
    return FakeGoogle.whole(statusLine, headers, body);
  }

  private static void reset(Socket connection) throws Exception {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  private static void halfAndReset(Socket connection, OutputStream out) throws Exception {
    out.write((HEAD + "\r\n{").getBytes(US_ASCII));
    connection.shutdownOutput();
  }

  private static void endless(Socket connection, OutputStream out) throws Exception {
    var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    out.write(head.getBytes(US_ASCII));
    while (true) {
      out.write("4\r\n    \r\n".getBytes(US_ASCII));
    }
  }

  private Places places(FakeGoogle google, GoogleStatus status, Map<String, String> more) {
    var settings = GoogleCalls.settings("google", google.url(), more);
    var connections =
        Objects.requireNonNull(GoogleClient.connections(settings).mutate())
            .metrics(true, Registrar::new)
            .build();
    return GoogleCalls.places(settings, connections, status);
  }

  private static PlacesQuery query(int index) {
    return new PlacesQuery(GoogleCalls.QUERY.center(), 1_000 + index, 5);
  }

  private void assertNothingIsLeft(FakeGoogle google) {
    await()
        .untilAsserted(
            () -> {
              assertThat(pools).isNotEmpty();
              assertThat(pools).allMatch(pool -> pool.acquiredSize() == 0);
              assertThat(pools).allMatch(pool -> pool.pendingAcquireSize() == 0);
              assertThat(google.openConnections()).isLessThanOrEqualTo(1);
            });
  }

  /** There is one connection to be had: had it been lost, the last question would hang. */
  @ParameterizedTest
  @MethodSource("faults")
  void leavesNothingBehind(FakeGoogle.Behaviour fault, Outcome outcome) throws Exception {
    try (var google = new FakeGoogle(fault, true)) {
      var status = new GoogleStatus();
      var more = new HashMap<>(PLAIN);
      more.put("network.response-timeout", "100ms");
      if (outcome != Outcome.NO_ANSWER) {
        more.put("network.response-timeout", "30s");
      }
      more.put("timeout", "30s");
      var places = places(google, status, more);
      for (var call = 0; call < 3; call++) {
        places.near(query(call));
      }
      assertThat(status.counts().calls(PriceClass.PRO, outcome)).isEqualTo(3);
      assertNothingIsLeft(google);
      google.behave(answer("200 OK", "", "{}"));
      assertThat(places.near(query(4)).status()).isEqualTo("ZERO_RESULTS");
      assertNothingIsLeft(google);
    }
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    try (var google = new FakeGoogle(answer("200 OK", "", "{}"), true)) {
      var places = places(google, new GoogleStatus(), PLAIN);
      for (var call = 0; call < MANY; call++) {
        assertThat(places.near(query(call)).status()).isEqualTo("ZERO_RESULTS");
      }
      assertThat(google.requested()).isEqualTo(MANY);
      assertThat(google.openConnections()).isEqualTo(1);
      assertNothingIsLeft(google);
    }
  }
}
