package org.ostraka.ballot.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.ratis.server.protocol.TermIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.FileDisk;

/** The log keeps an interval behind the tables, and lets go of it step by step. */
class SnapshotKeeperTest {
  private static final int STEP = 100;

  @TempDir Path directory;

  private SnapshotKeeper keeper;
  private long index;

  @BeforeEach
  void begin() throws IOException {
    keeper = opened(LogIndex.NONE);
  }

  private SnapshotKeeper opened(LogIndex tables) throws IOException {
    SnapshotKeeper opened =
        new SnapshotKeeper(new AtomicFiles(new FileDisk()), new SnapshotInterval(8 * STEP, 80));
    opened.open(directory.resolve("snapshot"), tables);
    return opened;
  }

  private TermIndex applied() {
    return TermIndex.valueOf(1, index);
  }

  /** One entry that is a whole step, and the snapshot behind it. */
  private long step() throws IOException {
    index++;
    assertTrue(keeper.applied(STEP));
    keeper.asked();
    return keeper.taken(applied(), new LogIndex(index));
  }

  @Test
  void aSnapshotIsDueBehindEachStepOfBytesOrEntries() {
    assertFalse(keeper.applied(STEP - 1));
    assertTrue(keeper.applied(1));
    keeper.asked();
    for (int entry = 1; entry < 10; entry++) {
      assertFalse(keeper.applied(1));
    }
    assertTrue(keeper.applied(1));
  }

  @Test
  void nothingIsLetGoWithinTheFirstInterval() throws IOException {
    for (int count = 0; count < 8; count++) {
      assertEquals(-1, step());
    }
    assertEquals(1, step());
    assertEquals(2, step());
  }

  @Test
  void theTablesMustBeDurableOnlyAsFarAsTheLogIsLetGo() throws IOException {
    for (int count = 0; count < 8; count++) {
      step();
    }
    index++;
    assertEquals(1, keeper.nextPlace(applied()).getIndex());
  }

  @Test
  void snapshotsThatNoStepAskedForLetNothingGo() throws IOException {
    for (int count = 0; count < 9; count++) {
      step();
    }
    for (int count = 0; count < 20; count++) {
      assertEquals(2, keeper.taken(applied(), new LogIndex(index)));
    }
  }

  @Test
  void aRestartKeepsTheLogFromWhereItWasCut() throws IOException {
    for (int count = 0; count < 12; count++) {
      step();
    }
    keeper = opened(new LogIndex(index));
    for (int count = 0; count < 8; count++) {
      assertEquals(4, step());
    }
    assertEquals(13, step());
  }

  @Test
  void aClosedElectionKeepsNothing() throws IOException {
    step();
    keeper.keepNothing();
    index += 5;
    assertEquals(index, keeper.nextPlace(applied()).getIndex());
    assertEquals(index, keeper.taken(applied(), new LogIndex(index)));
    assertEquals(6, step());
  }
}
