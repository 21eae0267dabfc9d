package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.MemoryBoxStore;

class TableTransferTest {
  private static final RaftPeerId OTHER = RaftPeerId.valueOf("s2");
  private static final TermIndex PLACE = TermIndex.valueOf(3, 25);

  @TempDir private Path directory;

  private final BlockingQueue<String> steps = new LinkedBlockingQueue<>();

  /** Another server whose tables stand at {@link #PLACE}. */
  private final class OtherServer implements TableSource {
    @Override
    public TableOffer open(RaftPeerId from) {
      return new TableOffer(1, PLACE, new LogIndex(PLACE.getIndex()), List.of());
    }

    @Override
    public void fetch(RaftPeerId from, TableOffer offer) {
      steps.add("fetch");
    }

    @Override
    public void close(RaftPeerId from, TableOffer offer) {
      steps.add("close");
    }

    @Override
    public Path directory() {
      return directory;
    }
  }

  /** Ratis takes fetched tables over only when it is asked again, which the sequel sees to. */
  @Test
  void sequelRunsWhenTheFetchedTablesStand() throws Exception {
    try (TableTransfer transfer = transfer()) {
      CompletableFuture<TermIndex> place = fetchFor(transfer, new LogIndex(25));
      assertThat(place.get(10, TimeUnit.SECONDS)).isEqualTo(PLACE);
      assertThat(next()).isEqualTo("install 25");
      assertThat(next()).isEqualTo("close");
      assertThat(next()).isEqualTo("sequel");
    }
  }

  @Test
  void copiesOnlyTablesThatAreNewer() throws Exception {
    try (TableTransfer transfer = transfer()) {
      CompletableFuture<TermIndex> place = fetchFor(transfer, new LogIndex(24));
      assertThat(next()).isEqualTo("fetch");
      assertThat(next()).isEqualTo("install 25");
      assertThat(place.get(10, TimeUnit.SECONDS)).isEqualTo(PLACE);
    }
  }

  private TableTransfer transfer() throws IOException {
    MemorySnapshots store = new MemorySnapshots(new MemoryBoxStore(), new AtomicInteger());
    return new TableTransfer(
        new TableCopies(store, directory.resolve("copies")), new OtherServer(), store);
  }

  private CompletableFuture<TermIndex> fetchFor(TableTransfer transfer, LogIndex own) {
    return transfer.fetch(
        OTHER,
        () -> own,
        (place, swap) -> steps.add("install " + place.getIndex()),
        () -> steps.add("sequel"));
  }

  private String next() throws InterruptedException {
    String step = steps.poll(10, TimeUnit.SECONDS);
    return step == null ? "nothing" : step;
  }
}
