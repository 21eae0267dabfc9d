package org.ostraka.ballot.fuse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileStat;
import org.ostraka.base.Fault;

/**
 * An open directory's listing, fetched page by page, so that a directory of a million ballots needs
 * the memory of one page and of one name a page. Entries have numbers from 0 on; where each page
 * starts is remembered, so that going back finds the same place.
 */
final class DirectoryCursor {

  /** Entries asked for at once; a page may be shorter, and only an empty one is the end. */
  static final int PAGE = 1000;

  private final BallotFileSystem ballots;
  private final ElectionName election;
  private final BallotPath directory;

  /** The number of each page's first entry, and the path behind which the page starts. */
  private final NavigableMap<Long, BallotPath> pageStarts = new TreeMap<>();

  private List<FileStat> page = List.of();
  private long pageStart = -1;

  DirectoryCursor(BallotFileSystem ballots, ElectionName election, BallotPath directory) {
    this.ballots = ballots;
    this.election = election;
    this.directory = directory;
    pageStarts.put(0L, directory);
  }

  /** Starts again from the beginning, with what the directory holds now. */
  synchronized void rewind() {
    pageStarts.tailMap(1L).clear();
    pageStart = -1;
  }

  /** The entry of this number; null behind the last one. */
  synchronized @Nullable FileStat entryOrNull(long number)
      throws Fault, IOException, InterruptedException {
    turnTo(number);
    while (number >= pageStart + page.size() && !page.isEmpty()) {
      turnTo(pageStart + page.size());
    }
    return page.isEmpty() ? null : page.get((int) (number - pageStart));
  }

  private void turnTo(long number) throws Fault, IOException, InterruptedException {
    Map.Entry<Long, BallotPath> start = requireNonNull(pageStarts.floorEntry(number));
    if (start.getKey() != pageStart) {
      page = ballots.list(election, directory, start.getValue(), PAGE);
      pageStart = start.getKey();
    }
    if (!page.isEmpty()) {
      pageStarts.putIfAbsent(pageStart + page.size(), page.getLast().path());
    }
  }
}
