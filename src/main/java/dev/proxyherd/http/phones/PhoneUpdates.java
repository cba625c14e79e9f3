package dev.proxyherd.http.phones;

import dev.proxyherd.command.IamAtService.Recorded;
import dev.proxyherd.http.Caller;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.Updates;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.http.phones.Report.Unusable;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

/**
 * Has recorded what a phone reports, and decides what the phone is told. An app sends the same
 * again until it hears of a success, and nothing else meanwhile. So whatever will never be taken is
 * a success; what another try could change is not.
 */
final class PhoneUpdates {
  private static final Log LOG = LogFactory.getLog(PhoneUpdates.class);
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Updates updates;
  private final PhoneCounts counts;
  private final AtomicLong silentUntil = new AtomicLong(Long.MIN_VALUE);

  PhoneUpdates(Updates updates, PhoneCounts counts) {
    this.updates = updates;
    this.counts = counts;
  }

  /**
   * What became of a request.
   *
   * @param taken how many are recorded, or older than what is
   * @param leftOut how many never will be
   */
  record Taken(int taken, int leftOut) {}

  /**
   * Takes what one request reports, together. Fails with a {@link ProblemException}: 403 for a
   * client that the caller may not move, and then takes none; 503 where a part cannot be recorded
   * now, and then all may be sent again.
   */
  Mono<Taken> take(App app, Caller caller, List<Report> reports) {
    var fixes = reports.stream().filter(Fix.class::isInstance).map(Fix.class::cast).toList();
    fixes.forEach(fix -> caller.checkMayMove(fix.client()));
    for (var report : reports) {
      if (report instanceof Unusable unusable) {
        leaveOut(app, unusable.reason());
      }
    }
    var unusable = reports.size() - fixes.size();
    if (fixes.isEmpty()) {
      return Mono.just(new Taken(0, unusable));
    }
    var commands =
        fixes.stream()
            .map(
                fix ->
                    updates.update(fix.client(), fix.latitude(), fix.longitude(), fix.posixTime()))
            .toList();
    return updates.record(commands).map(recorded -> taken(recorded, unusable));
  }

  static Taken taken(List<Recorded> recorded, int unusable) {
    var leftOut = unusable;
    for (var one : recorded) {
      var problem = Updates.problem(one);
      if (problem == null) {
        continue;
      }
      if (problem.problem().status().is5xxServerError()) {
        throw problem;
      }
      leftOut++; // too old, or of a clock that is wrong: counted as an IAMAT that was refused
    }
    return new Taken(recorded.size() + unusable - leftOut, leftOut);
  }

  private void leaveOut(App app, LeftOut reason) {
    counts.count(app, reason);
    if (reason.isUsual()) {
      return;
    }
    var now = System.nanoTime();
    var until = silentUntil.get();
    if ((until == Long.MIN_VALUE || now - until > 0)
        && silentUntil.compareAndSet(until, now + MINUTE_NANOS)) {
      LOG.warn(
          "Left out something that a phone with %s has sent: %s. There may be more of it this minute; meters count all."
              .formatted(app.label(), reason.label()));
    }
  }
}
