package org.ostraka.ballot.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.InodeNumber;

/** Voters settle by time, then by inode, in whatever order their claims came. */
class SettlingQueueTest {
  private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");

  private final SettlingQueue queue = new SettlingQueue();

  private void add(int second, int inode) {
    queue.add(NOON.plusSeconds(second), new InodeNumber(inode));
  }

  private List<String> settleAll() {
    List<String> settled = new ArrayList<>();
    for (Instant at = queue.firstTimeOrNull(); at != null; at = queue.firstTimeOrNull()) {
      InodeNumber inode = Objects.requireNonNull(queue.firstOrNull());
      queue.remove(at, inode);
      settled.add("%d: %s".formatted(at.getEpochSecond() - NOON.getEpochSecond(), inode));
    }
    return settled;
  }

  @Test
  void nobodyWaits() {
    assertNull(queue.firstTimeOrNull());
    assertNull(queue.firstOrNull());
  }

  @Test
  void earlierTimesAndSmallerInodesFirst() {
    add(2, 5);
    add(1, 9);
    add(1, 4);
    add(2, 1);
    assertEquals(List.of("1: 4", "1: 9", "2: 1", "2: 5"), settleAll());
  }

  @Test
  void aVoterThatComesWhileItsTimeIsBeingSettled() {
    add(1, 7);
    add(1, 3);
    queue.remove(NOON.plusSeconds(1), new InodeNumber(3));
    add(1, 2);
    assertEquals(List.of("1: 2", "1: 7"), settleAll());
  }

  @Test
  void aVoterWhoIsNotHereCannotBeRemoved() {
    add(1, 7);
    assertThrows(
        IllegalStateException.class, () -> queue.remove(NOON.plusSeconds(1), new InodeNumber(8)));
    assertThrows(
        IllegalStateException.class, () -> queue.remove(NOON.plusSeconds(2), new InodeNumber(7)));
  }

  @Test
  void anyOrderOfComingAndGoing() {
    Random random = new Random(11);
    TreeSet<Integer> expected = new TreeSet<>(); // second * 1000 + inode
    for (int step = 0; step < 5_000; step++) {
      int key = random.nextInt(5) * 1_000 + 1 + random.nextInt(99);
      if (expected.add(key)) {
        add(key / 1_000, key % 1_000);
      } else {
        expected.remove(key);
        queue.remove(NOON.plusSeconds(key / 1_000), new InodeNumber(key % 1_000));
      }
      assertEquals(
          expected.isEmpty() ? null : new InodeNumber(expected.first() % 1_000),
          queue.firstOrNull());
    }
  }
}
