package org.ostraka.ballot.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.box.Change;

/**
 * Reads the inodes of one election. Many of them are read in pieces, on as many threads as there
 * are processors: a server that starts waits for nothing as long as for its voters.
 */
final class InodeRows {

  /** Inodes of a piece. */
  static final int PIECE = 1 << 15;

  private static final int MOST_READERS = 4;

  private final Tables tables;
  private final Election election;
  private final byte[] prefix;

  InodeRows(Tables tables, Election election) {
    this.tables = tables;
    this.election = election;
    this.prefix = Keys.of(election.name());
  }

  /** Gives all rows, by number, on the caller's thread. */
  void forEach(Consumer<Change> rows) throws IOException {
    if (election.voters() <= PIECE) {
      read(0, Integer.MAX_VALUE, rows);
    } else {
      forEachByPieces(rows);
    }
  }

  private void forEachByPieces(Consumer<Change> rows) throws IOException {
    int readers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_READERS);
    Queue<Future<List<Change>>> ahead = new ArrayDeque<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            readers, Thread.ofPlatform().name("ballot-inodes-", 0).daemon().factory())) {
      for (int before = 0; before < election.voters(); before += PIECE) {
        int first = before;
        ahead.add(threads.submit(() -> piece(first)));
        if (ahead.size() > readers) {
          take(ahead.remove()).forEach(rows);
        }
      }
      while (!ahead.isEmpty()) {
        take(ahead.remove()).forEach(rows);
      }
    }
  }

  /** The last piece also has what the election's own row does not count. */
  private List<Change> piece(int before) throws IOException {
    List<Change> piece = new ArrayList<>(PIECE);
    int last = before + PIECE < election.voters() ? before + PIECE : Integer.MAX_VALUE;
    read(before, last, piece::add);
    return piece;
  }

  private void read(int before, int last, Consumer<Change> to) throws IOException {
    byte[] start = ByteBuffer.allocate(Integer.BYTES).putInt(before).array();
    try (Cursor rows = tables.walkPiece(Family.INODES, prefix, start)) {
      while (rows.next()) {
        InodeNumber inode = Keys.inode(prefix, rows.key());
        if (inode.value() > last) {
          return;
        }
        to.accept(Rows.inode(election.name(), inode, rows.row()));
      }
    }
  }

  private static List<Change> take(Future<List<Change>> piece) throws IOException {
    try {
      return piece.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      throw new IllegalStateException("reading the voters failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading the voters");
    }
  }
}
