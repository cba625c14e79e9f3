package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlabsTest {
  private static final int CHUNK = Slabs.CHUNK_BYTES;

  /** Free chunks that are kept at hand. */
  private static final long SPARE = 16L * CHUNK;

  private final Slabs slabs = new Slabs();

  /** What is in each slot: so many bytes of one value. */
  private final Map<Integer, byte[]> contents = new HashMap<>();

  private final List<Integer> handles = new ArrayList<>();

  @Test
  void aSlotIsAsLargeAsNeededAndHardlyLarger() {
    for (var bytes = 1; bytes < 3 * CHUNK; bytes++) {
      var size = Slabs.slotBytes(bytes);
      assertThat(size).isGreaterThanOrEqualTo(bytes).isLessThanOrEqualTo(64 + bytes + bytes / 8);
      assertThat(Slabs.slotBytes(size)).isEqualTo(size);
      if (size <= Slabs.MAX_SHARED_BYTES) {
        assertThat(CHUNK % size).as("left over of a chunk").isLessThanOrEqualTo(CHUNK / 50);
      }
    }
  }

  @Test
  void aSlotIsNotKeptForMuchLess() {
    for (var bytes : new int[] {100, 500, 4_000, 40_000}) {
      var handle = slabs.allocate(bytes);
      assertThat(slabs.isFor(handle, bytes - Slabs.SLACK_BYTES)).isTrue();
      assertThat(slabs.isFor(handle, bytes / 2)).isFalse();
      assertThat(slabs.isFor(handle, bytes + bytes / 2)).isFalse();
    }
  }

  @Test
  void whatIsInASlotStaysWhateverComesAndGoes() {
    var random = Seeds.random();
    for (var step = 0; step < 30_000; step++) {
      if (random.nextInt(200 + step / 30) < 400) {
        allocate(anyBytes(random), (byte) step);
      } else if (!handles.isEmpty()) {
        release(random.nextInt(handles.size()));
      }
      if (step % 5_000 == 0) {
        assertContents();
      }
    }
    assertContents();
    while (!handles.isEmpty()) {
      release(random.nextInt(handles.size()));
    }
    assertThat(slabs.bytes()).as("when all is free").isLessThanOrEqualTo(SPARE);
  }

  @Test
  void roomIsUsedAgainByOtherSizes() {
    for (var round = 1; round <= 20; round++) {
      var bytes = 100 + 40 * round;
      while (handles.size() < 20 * CHUNK / bytes) {
        allocate(bytes, (byte) round);
      }
      assertThat(slabs.bytes()).isLessThanOrEqualTo((22L + round) * CHUNK + SPARE);
      // One left in each chunk would hold them all, if they did not move together.
      for (var i = handles.size() - 1; i >= 0; i--) {
        if (i % 100 != 0) {
          release(i);
        }
      }
      assertThat(slabs.bytes()).isLessThanOrEqualTo((2L + round) * CHUNK + SPARE);
    }
  }

  private static int anyBytes(Random random) {
    return switch (random.nextInt(100)) {
      case 0 -> 1 + random.nextInt(3 * CHUNK);
      case 1, 2, 3 -> 1 + random.nextInt(Slabs.MAX_SHARED_BYTES);
      default -> 100 + random.nextInt(60);
    };
  }

  private void allocate(int bytes, byte value) {
    var content = new byte[bytes];
    Arrays.fill(content, value);
    var handle = slabs.allocate(bytes);
    assertThat(handle).isNotEqualTo(Slabs.NONE);
    assertThat(slabs.isFor(handle, bytes)).isTrue();
    System.arraycopy(content, 0, slabs.chunk(handle), slabs.offset(handle), bytes);
    assertThat(contents.put(handle, content)).as("in use").isNull();
    handles.add(handle);
  }

  private void release(int index) {
    var handle = handles.get(index);
    var moved = slabs.release(handle);
    var content = contents.remove(moved);
    if (moved != handle) {
      contents.put(handle, content);
    }
    handles.set(handles.indexOf(moved), handles.getLast());
    handles.removeLast();
  }

  private void assertContents() {
    assertThat(contents).hasSameSizeAs(handles);
    contents.forEach(
        (handle, content) -> {
          var start = slabs.offset(handle);
          var end = start + content.length;
          assertThat(Arrays.copyOfRange(slabs.chunk(handle), start, end)).isEqualTo(content);
        });
  }
}
