package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.box.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name filters of all elections that take claims. Names that were stored before the opening are
 * read when the first name is asked for, behind its back: until they all are, any name may be held.
 * The caller keeps calls of {@link #follow} apart.
 */
final class NameFilters implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NameFilters.class);

  private final Tables tables;
  private final Map<ElectionName, Names> elections = new ConcurrentHashMap<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ballot-names").daemon().factory());
  private volatile boolean closed;

  /** The names of one election. */
  private static final class Names {
    final NameFilter filter;

    /** Whether somebody reads the stored names, or has. */
    boolean begun;

    /** Whether the filter has all names; until then it may lack stored ones. */
    volatile boolean whole;

    Names(Election election, boolean isNew) {
      this.filter = new NameFilter(election.voters());
      this.begun = isNew;
      this.whole = isNew;
    }

    synchronized boolean mayBegin() {
      boolean first = !begun;
      begun = true;
      return first;
    }
  }

  private NameFilters(Tables tables) {
    this.tables = tables;
  }

  /** The filters of every stored election that takes claims. */
  static NameFilters of(Tables tables) throws IOException {
    NameFilters filters = new NameFilters(tables);
    for (Election election : new BoxRows(tables).elections()) {
      filters.follow(election, false);
    }
    return filters;
  }

  /** Whether the election may have a file of this name. */
  boolean mayHold(ElectionName election, BallotPath name) {
    Names names = elections.get(election);
    if (names == null) {
      return true;
    }
    if (!names.whole) {
      begin(election, names);
      return true;
    }
    return names.filter.mayHold(name);
  }

  private void begin(ElectionName election, Names names) {
    if (names.mayBegin()) {
      reader.execute(() -> read(election, names));
    }
  }

  private void read(ElectionName election, Names names) {
    byte[] prefix = Keys.of(election);
    try (Cursor rows = tables.walk(Family.FILES, prefix)) {
      while (!closed && rows.next()) {
        names.filter.add(Keys.path(prefix, rows.key()));
      }
      names.whole = !closed;
    } catch (IOException | RuntimeException e) {
      LOG.error("The names of election {} cannot be read: run ballot fsck", election, e);
    }
  }

  /** Follows a commit. */
  void follow(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.FilePut file -> add(file.election(), file.name());
        case Change.ElectionPut put -> follow(put.election(), true);
        case Change.ElectionDropped dropped -> elections.remove(dropped.election());
        case Change.DirectoryPut _,
            Change.InodePut _,
            Change.WaitingPut _,
            Change.WaitingRemoved _ -> {}
      }
    }
  }

  private void add(ElectionName election, BallotPath name) {
    Names names = elections.get(election);
    if (names != null) {
      names.filter.add(name);
    }
  }

  /** Files come only while claims are taken: so a filter that is there from the first has all. */
  private void follow(Election election, boolean isNew) {
    if (election.takesClaims()) {
      elections.computeIfAbsent(election.name(), name -> new Names(election, isNew));
    } else {
      elections.remove(election.name());
    }
  }

  /** Stops reading; the tables can be closed then. */
  @Override
  public void close() {
    closed = true;
    reader.close();
  }
}
