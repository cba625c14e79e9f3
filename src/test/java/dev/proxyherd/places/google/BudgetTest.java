package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.testing.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a member may spend, and what it still knows of it after a restart. */
@ExtendWith(OutputCaptureExtension.class)
class BudgetTest {
  private static final ZoneId CALIFORNIA = ZoneId.of("America/Los_Angeles");

  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T20:00:30Z"));

  private Budget budget(long perMinute, long perDay) {
    return budget(perMinute, perDay, new BudgetFile(folder, perDay));
  }

  private Budget budget(long perMinute, long perDay, BudgetFile file) {
    var bounds = new BudgetProperties(perMinute, perDay, CALIFORNIA.getId());
    return new Budget(bounds, CALIFORNIA, clock, file);
  }

  private static void take(Budget budget, int calls) {
    for (var call = 0; call < calls; call++) {
      assertThat(budget.take(budget.now())).isNull();
    }
  }

  private static void assertOver(Budget budget, Outcome outcome, String opens) {
    var refusal = Objects.requireNonNull(budget.take(budget.now()), "not over");
    assertThat(refusal.outcome()).isEqualTo(outcome);
    assertThat(refusal.answer().status()).isEqualTo("OVER_QUERY_LIMIT");
    assertThat(refusal.answer().json()).contains("It opens again at " + opens + ". ");
    assertThat(budget.refusal()).isEqualTo(refusal);
  }

  @Test
  void aMinuteIsOverWithTheMinuteOfTheClock() {
    var budget = budget(3, -1);
    take(budget, 3);
    assertOver(budget, Outcome.OVER_MINUTE, "2026-11-21T20:01:00Z");
    assertThat(budget.minute()).isEqualTo(new Budget.Level(3, 3));
    clock.set(Instant.parse("2026-11-21T20:01:00Z"));
    assertThat(budget.minute().used()).isZero();
    take(budget, 3);
    assertOver(budget, Outcome.OVER_MINUTE, "2026-11-21T20:02:00Z");
    assertThat(budget.day()).isEqualTo(new Budget.Level(6, Budget.UNBOUNDED));
  }

  @Test
  void aDayBeginsAtMidnightInCalifornia() {
    var budget = budget(-1, 5);
    take(budget, 5);
    assertOver(budget, Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
    clock.set(Instant.parse("2026-11-22T07:59:59.999Z"));
    assertOver(budget, Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
    clock.set(Instant.parse("2026-11-22T08:00:00Z"));
    take(budget, 5);
    assertOver(budget, Outcome.OVER_DAY, "2026-11-23T08:00:00Z");
  }

  @Test
  void aDayThatIsLongerOpensWhenItIsOver() {
    clock.set(Instant.parse("2026-11-01T12:00:00Z")); // summer time ends
    var budget = budget(-1, 0);
    assertOver(budget, Outcome.OVER_DAY, "2026-11-02T08:00:00Z");
  }

  @Test
  void withoutABoundAllIsCountedAndNothingKept() {
    var budget = budget(-1, -1);
    take(budget, 1_000);
    assertThat(budget.refusal()).isNull();
    assertThat(budget.day().used()).isEqualTo(1_000);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aProcessThatIsKilledHasLostNothing() {
    take(budget(7, 10), 6);
    // Nothing was closed.
    var after = budget(7, 10);
    assertThat(after.day().used()).isEqualTo(6);
    take(after, 1);
    assertOver(after, Outcome.OVER_MINUTE, "2026-11-21T20:01:00Z");
    clock.move(Duration.ofMinutes(1));
    take(after, 3);
    assertOver(budget(7, 10), Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
    clock.move(Duration.ofDays(1));
    assertThat(budget(7, 10).day().used()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "2026-11-21 0000000000000000001", "\u0000\u0000\u0000"})
  void aFileThatCannotBeReadCountsAsSpent(String text, CapturedOutput output) throws Exception {
    var file = folder.resolve(BudgetFile.NAME);
    Files.writeString(file, text);
    assertOver(budget(7, 10), Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
    assertThat(output).containsOnlyOnce(file + " cannot be read").contains("delete the file");
    clock.move(Duration.ofDays(1));
    take(budget(7, 10), 1);
    clock.move(Duration.ofDays(-1));
    Files.delete(file);
    take(budget(7, 10), 1);
  }

  @Test
  void aFileWithAWrongDigitCountsAsSpent() throws Exception {
    take(budget(-1, 100), 42);
    var file = folder.resolve(BudgetFile.NAME);
    Files.writeString(file, Files.readString(file).replace("42", "12"));
    assertOver(budget(-1, 100), Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
  }

  @Test
  void aClockThatIsSetBackOpensNothing() {
    var budget = budget(3, 3);
    take(budget, 3);
    clock.move(Duration.ofDays(-1));
    assertOver(budget, Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
    // A restart may have been for the clock's sake: this day, and not that of the wrong clock.
    assertOver(budget(3, 3), Outcome.OVER_DAY, "2026-11-21T08:00:00Z");
  }

  @Test
  void whatWasNotAskedIsGivenBackToItsOwnDay() {
    var asker = new StubAsker(Outcome.UNREACHED, Outcome.NO_ANSWER);
    var budget = budget(-1, 10);
    var paid = new WithinBudget(asker, budget);
    paid.ask(StubAsker.QUERY, Deadline.in(Duration.ofSeconds(1)));
    assertThat(budget.day().used()).isZero();
    paid.ask(StubAsker.QUERY, Deadline.in(Duration.ofSeconds(1)));
    assertThat(budget.day().used()).isEqualTo(1);
    clock.move(Duration.ofDays(1));
    take(budget, 1);
    budget.giveBack(clock.instant().minus(Duration.ofDays(1)));
    assertThat(budget.day().used()).isEqualTo(1);
  }

  @Test
  void overBudgetNothingIsAsked() {
    var asker = new StubAsker();
    var paid = new WithinBudget(asker, budget(-1, 1));
    paid.ask(StubAsker.QUERY, Deadline.in(Duration.ofSeconds(1)));
    var result = paid.ask(StubAsker.QUERY, Deadline.in(Duration.ofSeconds(1)));
    assertThat(result.outcome()).isEqualTo(Outcome.OVER_DAY);
    assertThat(asker.calls()).isEqualTo(1);
  }

  @Test
  void aFolderThatIsGoneIsSaidOnceAndTheCountGoesOn(CapturedOutput output) {
    var budget = budget(-1, 3, new BudgetFile(folder.resolve("gone"), 3));
    take(budget, 3);
    assertOver(budget, Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
    assertThat(output).containsOnlyOnce("cannot be written");
  }

  /** What another process of the member has told the ledger. */
  private static final class StubLedger implements BudgetLedger {
    private long inDay;
    private boolean isAway;

    @Override
    public Entry take(LocalDate day, long minute, long perDay, long perMinute) {
      if (isAway) {
        throw new StoreUnavailableException("the engine does not answer");
      }
      var isTaken = inDay < perDay;
      inDay += isTaken ? 1 : 0;
      return new Entry(isTaken, new Spent(day, inDay, minute, inDay));
    }

    @Override
    public void giveBack(LocalDate day, long minute) {
      inDay--;
    }
  }

  @Test
  void whatOtherProcessesSpendCountsAndNothingIsSpentThatNobodyCounts() {
    var ledger = new StubLedger();
    var bounds = new BudgetProperties(-1, 10, CALIFORNIA.getId());
    var budget = new Budget(bounds, CALIFORNIA, clock, BudgetFile.NONE, ledger);
    ledger.inDay = 8;
    take(budget, 1);
    assertThat(budget.day()).isEqualTo(new Budget.Level(9, 10));
    ledger.isAway = true;
    var refusal = Objects.requireNonNull(budget.take(budget.now()));
    assertThat(refusal.outcome()).isEqualTo(Outcome.BUDGET_UNKNOWN);
    assertThat(refusal.answer().status()).isEqualTo("UNKNOWN_ERROR");
    assertThat(refusal.message()).contains("the engine does not answer");
    ledger.isAway = false;
    take(budget, 1);
    assertOver(budget, Outcome.OVER_DAY, "2026-11-22T08:00:00Z");
    budget.giveBack(clock.instant());
    take(budget, 1);

    ledger.isAway = true;
    var free = new BudgetProperties(-1, -1, CALIFORNIA.getId());
    take(new Budget(free, CALIFORNIA, clock, BudgetFile.NONE, ledger), 100);
  }
}
