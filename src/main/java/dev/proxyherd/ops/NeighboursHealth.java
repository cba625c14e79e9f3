package dev.proxyherd.ops;

import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A part of the health for each neighbour that there is at the time. */
final class NeighboursHealth implements CompositeHealthContributor {
  private final Neighbours neighbours;
  private final Lags lags;

  NeighboursHealth(Neighbours neighbours, Lags lags) {
    this.neighbours = neighbours;
    this.lags = lags;
  }

  @Override
  public @Nullable HealthContributor getContributor(String name) {
    return stream()
        .filter(entry -> entry.name().equals(name))
        .map(HealthContributors.Entry::contributor)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Stream<HealthContributors.Entry> stream() {
    return neighbours.all().stream()
        .map(
            neighbour ->
                // Boot separates contributors by slashes; a member's name may have one.
                new HealthContributors.Entry(
                    neighbour.name().replace('/', '_'), (HealthIndicator) () -> health(neighbour)));
  }

  private Health health(Neighbour neighbour) {
    var health =
        Health.up()
            .withDetail("link", neighbour.outgoing())
            .withDetail("incoming", neighbour.incoming())
            .withDetail("lag", lags.of(neighbour).changes());
    if (neighbour.outgoingHolder() != null) {
      health.withDetail("heldBy", neighbour.outgoingHolder());
    }
    if (neighbour.incomingHolder() != null) {
      health.withDetail("incomingHeldBy", neighbour.incomingHolder());
    }
    var error = neighbour.lastError();
    return (error == null ? health : health.withDetail("lastError", error)).build();
  }
}
