package dev.proxyherd.peer;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** There is nobody to share links with. */
final class LeasesOfOneProcess implements Leases {
  private static final Lease ALWAYS =
      new Lease() {
        @Override
        public boolean isHeld() {
          return true;
        }

        @Override
        public void release() {}
      };

  private static final Optional<Lease> GRANTED = Optional.of(ALWAYS);

  @Override
  public Optional<Lease> claim(LinkId link, Consumer<String> onLoss) {
    return GRANTED;
  }

  @Override
  public Lease take(LinkId link, Consumer<String> onLoss) {
    return ALWAYS;
  }

  @Override
  public Duration pace() {
    return Duration.ZERO;
  }

  @Override
  public void follow(Collection<String> neighbours) {}

  @Override
  public Optional<String> holder(LinkId link) {
    return Optional.empty();
  }

  @Override
  public Optional<String> replica() {
    return Optional.empty();
  }

  @Override
  public boolean isHeld(LinkId link) {
    return true;
  }

  @Override
  public long taken(LinkId link) {
    return 0;
  }

  @Override
  public long lost(LinkId link) {
    return 0;
  }
}
