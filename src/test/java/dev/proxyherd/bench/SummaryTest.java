package dev.proxyherd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.bench.LoadResult.Cost;
import dev.proxyherd.bench.LoadResult.Traffic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void givesMedianAndSpreadOfEachProcess() {
    var summary = Summary.of(List.of(run(100, 1.0), run(400, 3.0), run(200, 2.0), run(300, 9.0)));

    assertThat(summary.all().perSecond()).isEqualTo(new Spread(250, 100, 400));
    assertThat(summary.all().cpuSecondsPer100k()).isEqualTo(new Spread(3.5, 2, 10));
    assertThat(summary.processes())
        .extracting(Summary.Figures::name)
        .containsExactly("Ann", "Bob", "elsewhere");
    assertThat(summary.process("Ann").perSecond()).isEqualTo(new Spread(250, 100, 400));
    assertThat(summary.process("Ann").cpuSecondsPer100k()).isEqualTo(new Spread(2.5, 1, 9));
    assertThat(summary.process("Bob").perSecond()).isNull();
    assertThat(summary.process("Bob").residentBytes()).isEqualTo(new Spread(7, 7, 7));
    assertThat(summary.process("elsewhere").cpuSecondsPer100k()).isNull();
    assertThat(summary.refused()).isEqualTo(4);
    assertThat(summary.refusal()).isEqualTo("no");
  }

  @Test
  void knowsNoTotalWhereAPartIsUnknown() {
    assertThat(Summary.of(List.of(run(1, null))).all().cpuSecondsPer100k()).isNull();
  }

  private static LoadResult run(long answered, @Nullable Double annsCpu) {
    var latency = new Latency(answered, 1, 2, 3, 4);
    return new LoadResult(
        new Traffic("all", answered, answered, latency),
        List.of(
            new Traffic("Ann", answered, answered, latency),
            new Traffic("elsewhere", 0, 0, latency)),
        List.of(new Cost("Ann", annsCpu, 7L), new Cost("Bob", 1.0, 7L)),
        new Cost("bench", 0.5, null),
        1,
        "no",
        0);
  }
}
