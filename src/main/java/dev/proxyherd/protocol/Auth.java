package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import java.util.Optional;

/**
 * {@code AUTH <token>}: a client says who it is. Without the token, which goes no further than the
 * client port: nothing that holds a command, or writes one down, can give it away.
 *
 * @param principal who the client has proved to be; empty where it has not
 */
public record Auth(Optional<String> principal) implements Command {
  private static final ByteString VERB = ByteString.of("AUTH");

  /** The verb alone: what an AUTH that fails is answered with. */
  @Override
  public ByteString line() {
    return VERB;
  }
}
