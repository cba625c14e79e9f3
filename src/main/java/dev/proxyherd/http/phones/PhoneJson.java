package dev.proxyherd.http.phones;

import dev.proxyherd.http.Bodies;
import dev.proxyherd.http.ProblemException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** JSON that may be none: an app would send it for ever if that were an error. */
final class PhoneJson {
  private PhoneJson() {}

  static Optional<JsonNode> parse(byte[] body) {
    try {
      return Optional.of(Bodies.parse(body));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }
}
