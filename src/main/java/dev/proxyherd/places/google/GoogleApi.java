package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import io.netty.handler.codec.http.HttpRequest;
import org.springframework.web.reactive.function.client.WebClient;

/** What differs between Google's two Nearby Searches. */
sealed interface GoogleApi permits NewNearbySearch, LegacyNearbySearch {

  /** The request for a query, without the key. */
  WebClient.RequestHeadersSpec<?> request(WebClient client, PlacesQuery query);

  /** What Google charges each such request as. */
  PriceClass priceClass();

  /** Puts the key into a request that is about to leave; see {@link GoogleClient}. */
  void authorise(HttpRequest request, ApiKey key);

  /**
   * The answer to a query, out of what came with HTTP status 200.
   *
   * @throws UnreadableAnswerException if it is JSON, but not what this API answers
   */
  PlacesAnswer read(JsonSpan answer, PlacesQuery query);

  /** A source's text that is not what its API promises. The message says in what. */
  final class UnreadableAnswerException extends RuntimeException {
    UnreadableAnswerException(String message) {
      super(message);
    }
  }
}
