package org.ostraka.ballot.raft;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.SnapshotStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Both sides of copying whole tables from server to server: gives them out when asked, and fetches
 * them when this server lags behind the kept log.
 */
final class TableTransfer implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(TableTransfer.class);

  /** Ratis asks again at once after a failure: not faster than this. */
  private static final long PAUSE_MILLIS = 1_000;

  private final TableCopies copies;
  private final TableSource source;
  private final SnapshotStore store;
  private final ExecutorService fetcher =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ballot-table-fetch").daemon().factory());
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Puts fetched tables in the place of the own ones. */
  interface Swap {
    void replaceTables() throws IOException;
  }

  /** What comes after a fetch, before another one may begin. */
  interface Sequel {
    void run() throws InterruptedException;
  }

  /** Takes tables over. */
  interface Installer {
    void install(TermIndex place, Swap swap);
  }

  TableTransfer(TableCopies copies, TableSource source, SnapshotStore store) {
    this.copies = copies;
    this.source = source;
    this.store = store;
  }

  ByteString answer(ByteString question, Supplier<TermIndex> applied) throws IOException {
    return copies.answer(TableQuestion.decode(question), applied);
  }

  /**
   * Begins to fetch a server's tables.
   *
   * @param own where this server's tables stand: when they are as new, nothing is copied
   * @param sequel runs behind a fetch that succeeded, after its place was given
   * @return completes with the place up to which the new tables reflect the log
   */
  CompletableFuture<TermIndex> fetch(
      RaftPeerId from, Supplier<LogIndex> own, Installer installer, Sequel sequel) {
    CompletableFuture<TermIndex> place = new CompletableFuture<>();
    fetcher.execute(() -> {
      try {
        place.complete(fetchNow(from, own, installer));
        sequel.run();
      } catch (IOException | RuntimeException e) {
        LOG.warn("The tables of {} were not fetched, trying again: {}", from, e.getMessage());
        pause();
        place.completeExceptionally(e);
      } catch (InterruptedException e) {
        place.completeExceptionally(e);
      }
    });
    return place;
  }

  private TermIndex fetchNow(RaftPeerId from, Supplier<LogIndex> own, Installer installer)
      throws IOException, InterruptedException {
    TableOffer offer = source.open(from);
    if (offer.place().getIndex() < 0) {
      throw new IOException(from + " holds nothing yet");
    }
    if (own.get().compareTo(offer.tables()) >= 0) {
      installer.install(offer.place(), () -> {});
    } else {
      source.fetch(from, offer);
      installer.install(offer.place(), () -> store.replaceWith(source.directory()));
    }
    source.close(from, offer);
    return offer.place();
  }

  private void pause() {
    try {
      boolean stop = closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      LOG.trace("paused, closed {}", stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    fetcher.shutdownNow();
    copies.close();
  }
}
