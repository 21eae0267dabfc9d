package org.ostraka.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.CountingDisk;
import org.ostraka.base.FileDisk;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.NodeId;

/** What a desk notes down as received was made durable first. */
final class DeskDurabilityTest {
  private static final int FILES = 20;

  @TempDir Path home;

  /** An index that compares what it is told with what was forced by then. */
  private record Watched(
      Index index, CountingDisk disk, Map<NodeId, Boolean> files, List<String> early)
      implements Index {

    @Override
    public void commit(Collection<Row> rows, Mark mark) throws IOException {
      for (Row row : rows) {
        if (row.synced() != null && row.synced().entry() instanceof FileEntry) {
          files.put(row.id(), true);
        }
      }
      if (disk.forces() < files.size()) {
        early.add("%d files noted, %d forced".formatted(files.size(), disk.forces()));
      }
      index.commit(rows, mark);
    }

    @Override
    public Mark mark() throws IOException {
      return index.mark();
    }

    @Override
    public long stamp() throws IOException {
      return index.stamp();
    }

    @Override
    public List<Row> rows() throws IOException {
      return index.rows();
    }

    @Override
    public void close() throws IOException {
      index.close();
    }
  }

  @Test
  void everyFileIsForcedBeforeTheIndexSaysThatItIsThere() throws Exception {
    MemoryHub hub = new MemoryHub();
    CountingDisk disk = new CountingDisk(new FileDisk());
    Map<NodeId, Boolean> files = new ConcurrentHashMap<>();
    List<String> early = new CopyOnWriteArrayList<>();
    try (TestDesk ann = new TestDesk(home, "ann", hub);
        TestDesk bob =
            new TestDesk(home, "bob", hub, disk, index -> new Watched(index, disk, files, early))) {
      for (int number = 0; number < FILES; number++) {
        ann.write("docs/file" + number, "content " + number);
      }
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (files.size() < FILES) {
        assertThat(System.nanoTime()).as("%s", bob.listing()).isLessThan(end);
        LockSupport.parkNanos(10_000_000);
      }
      assertThat(bob.listing()).isEqualTo(ann.listing());
      assertThat(disk.unforcedBytes()).isZero();
    }
    assertThat(early).isEmpty();
  }
}
