package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.util.function.Consumer;
import org.cryptomator.jfuse.api.DirFiller;
import org.cryptomator.jfuse.api.Stat;
import org.ostraka.ballot.FileStat;
import org.ostraka.base.Fault;

/**
 * One call of readdir: it fills the kernel's buffer from an offset on until it is full. Offset 0 is
 * the beginning, 1 stands behind {@code .}, 2 behind {@code ..}, and {@code n + 3} behind the
 * directory's entry number {@code n}.
 */
record Listing(DirectoryCursor cursor, DirFiller filler, Owner owner) {
  private static final int DOTS = 2;

  void fillFrom(long offset) throws Fault, IOException, InterruptedException {
    if (offset == 0) {
      cursor.rewind();
    }
    if (fillDots(offset)) {
      fillEntries(Math.max(0, offset - DOTS));
    }
  }

  /** With the name only: libfuse would take a missing inode number of theirs at its word. */
  private boolean fillDots(long offset) {
    return (offset > 0 || fill(".", 1)) && (offset > 1 || fill("..", DOTS));
  }

  private boolean fill(String dots, long next) {
    return filler.fill(dots, stat -> stat.setMode(Stat.S_IFDIR), next, 0) == 0;
  }

  private void fillEntries(long from) throws Fault, IOException, InterruptedException {
    long number = from;
    FileStat entry = cursor.entryOrNull(number);
    while (entry != null && fill(entry, number)) {
      number++;
      entry = cursor.entryOrNull(number);
    }
  }

  /** Whether there was still room. */
  private boolean fill(FileStat entry, long number) {
    Attributes attributes = Attributes.of(entry);
    Consumer<Stat> filling = stat -> attributes.writeTo(stat, owner);
    String name = entry.path().fileName();
    return filler.fill(name, filling, number + DOTS + 1, DirFiller.FUSE_FILL_DIR_PLUS) == 0;
  }
}
