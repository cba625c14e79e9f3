package dev.proxyherd.places;

import tools.jackson.databind.json.JsonMapper;

/** Asks a second source where the first fails, and says so in the answer. */
final class FallBack implements Places {
  private final Places first;
  private final Places second;
  private final Runnable counter;

  /**
   * @param counter counts answers of the second
   */
  FallBack(Places first, Places second, Runnable counter) {
    this.first = first;
    this.second = second;
    this.counter = counter;
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    var answer = first.near(query);
    if (!failed(answer)) {
      return answer;
    }
    var other = second.near(query);
    if (failed(other)) {
      return answer; // which says what is to be done first
    }
    counter.run();
    return marked(other, answer);
  }

  private static boolean failed(PlacesAnswer answer) {
    var status = PlacesStatus.named(answer.status());
    return status == null || status.failed();
  }

  /** With a first member more, which Google's form does not know: why this is not Google's. */
  private static PlacesAnswer marked(PlacesAnswer answer, PlacesAnswer failure) {
    var message = JsonMapper.shared().readTree(failure.json()).path("error_message").asString("");
    var json = new StringBuilder("{\n  \"fallback\": ");
    NearbySearch.quote(json, (failure.status() + ": " + message).strip());
    var text = answer.json();
    json.append(',').append(text, text.indexOf('{') + 1, text.length());
    return new PlacesAnswer(answer.status(), json.toString());
  }
}
