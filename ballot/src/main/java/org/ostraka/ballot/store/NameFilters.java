package org.ostraka.ballot.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.box.Change;

/** The name filters of all elections that take claims. The caller keeps its calls apart. */
final class NameFilters {
  private final Map<ElectionName, NameFilter> filters = new HashMap<>();

  /** Reads the names of every election that takes claims. */
  static NameFilters of(Tables tables) throws IOException {
    NameFilters filters = new NameFilters();
    StoredFiles files = new StoredFiles(tables);
    for (Election election : new BoxRows(tables).elections()) {
      filters.follow(election);
      NameFilter filter = filters.filters.get(election.name());
      if (filter != null) {
        files.forEachName(election.name(), filter::add);
      }
    }
    return filters;
  }

  /** Whether the election may have a file of this name. */
  boolean mayHold(ElectionName election, BallotPath name) {
    NameFilter filter = filters.get(election);
    return filter == null || filter.mayHold(name);
  }

  /** Follows a commit. */
  void follow(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.FilePut file -> add(file.election(), file.name());
        case Change.ElectionPut put -> follow(put.election());
        case Change.ElectionDropped dropped -> filters.remove(dropped.election());
        case Change.DirectoryPut _,
            Change.InodePut _,
            Change.WaitingPut _,
            Change.WaitingRemoved _ -> {}
      }
    }
  }

  private void add(ElectionName election, BallotPath name) {
    NameFilter filter = filters.get(election);
    if (filter != null) {
      filter.add(name);
    }
  }

  /** Files come only while claims are taken: so a filter made at the opening misses none. */
  private void follow(Election election) {
    if (election.takesClaims()) {
      filters.computeIfAbsent(election.name(), name -> new NameFilter(election.voters()));
    } else {
      filters.remove(election.name());
    }
  }
}
