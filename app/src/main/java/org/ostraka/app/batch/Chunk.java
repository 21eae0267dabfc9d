package org.ostraka.app.batch;

import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.Ballot;

/** Some ballots of a batch, sent together, with the lines that they come from. */
record Chunk(List<Item> items) {

  /** A ballot and its line in the file. */
  record Item(long line, Ballot ballot) {}

  Chunk {
    items = List.copyOf(items);
  }

  List<Ballot> ballots() {
    return items.stream().map(Item::ballot).toList();
  }

  /** Collects ballots until they are enough for one request. */
  static final class Builder {
    private static final int MOST_BALLOTS = 1_000;
    private static final int MOST_BYTES = 1 << 20;

    private final List<Item> items = new ArrayList<>();
    private int bytes;

    void add(Item item) {
      items.add(item);
      bytes += item.ballot().block().size();
    }

    boolean isFull() {
      return items.size() >= MOST_BALLOTS || bytes >= MOST_BYTES;
    }

    /** What was collected; the builder is empty then. */
    Chunk take() {
      Chunk chunk = new Chunk(items);
      items.clear();
      bytes = 0;
      return chunk;
    }
  }
}
