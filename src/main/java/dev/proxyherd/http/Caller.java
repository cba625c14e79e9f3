package dev.proxyherd.http;

import dev.proxyherd.access.Principal;
import dev.proxyherd.location.ByteString;
import org.jspecify.annotations.Nullable;

/** Who sends a request, and what that one may do. */
public final class Caller {
  /** Where nobody has to say who it is, anybody may do anything. */
  public static final Caller ANYBODY = new Caller(null);

  private final @Nullable Principal principal;

  Caller(@Nullable Principal principal) {
    this.principal = principal;
  }

  /** The principal's; null where nobody has to say who it is. */
  public @Nullable String name() {
    return principal == null ? null : principal.name();
  }

  /** Whether this one may say where the client is. */
  public boolean mayMove(ByteString client) {
    return principal == null || principal.mayMove(client);
  }

  /** Whether this one may ask for the client. */
  public boolean mayAskFor(ByteString client) {
    return principal == null || principal.mayAskFor(client);
  }

  /** Whether this one may ask for any client. */
  public boolean mayAskForAll() {
    return principal == null || principal.mayAskForAll();
  }

  /**
   * As {@link #mayMove}.
   *
   * @throws ProblemException 403 where not
   */
  public void checkMayMove(ByteString client) {
    if (!mayMove(client)) {
      throw new ProblemException(
          Problem.FORBIDDEN, "%s may not say where this client is".formatted(name()));
    }
  }

  /**
   * As {@link #mayAskFor}.
   *
   * @throws ProblemException 403 where not
   */
  public void checkMayAskFor(ByteString client) {
    if (!mayAskFor(client)) {
      throw new ProblemException(
          Problem.FORBIDDEN, "%s may not ask for this client".formatted(name()));
    }
  }
}
