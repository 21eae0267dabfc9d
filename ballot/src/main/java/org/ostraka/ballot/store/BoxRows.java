package org.ostraka.ballot.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.WaitingClaim;

/** Reads the rows that rebuild a ballot box. */
final class BoxRows {
  private static final Comparator<WaitingClaim> BY_SETTLING =
      Comparator.comparing(WaitingClaim::settleAt)
          .thenComparing(waiting -> waiting.claim().inode())
          .thenComparing(waiting -> waiting.claim().id());

  private final Tables tables;

  BoxRows(Tables tables) {
    this.tables = tables;
  }

  /** All elections, by name. */
  List<Election> elections() throws IOException {
    List<Election> elections = new ArrayList<>();
    try (Cursor rows = tables.walk(Family.ELECTIONS, new byte[0])) {
      while (rows.next()) {
        elections.add(Rows.election(Keys.election(rows.key()), rows.row()));
      }
    }
    return elections;
  }

  /** Gives all rows, as {@link org.ostraka.ballot.box.BoxStore#forEachRow} says. */
  void forEach(Consumer<Change> rows) throws IOException {
    for (Election election : elections()) {
      rows.accept(new Change.ElectionPut(election));
      directories(election.name(), rows);
      new InodeRows(tables, election).forEach(rows);
      for (WaitingClaim waiting : waiting(election.name())) {
        rows.accept(new Change.WaitingPut(waiting));
      }
    }
  }

  private void directories(ElectionName election, Consumer<Change> to) throws IOException {
    byte[] prefix = Keys.of(election);
    try (Cursor rows = tables.walk(Family.DIRECTORIES, prefix)) {
      while (rows.next()) {
        to.accept(new Change.DirectoryPut(election, Keys.path(prefix, rows.key())));
      }
    }
  }

  private List<WaitingClaim> waiting(ElectionName election) throws IOException {
    return WaitingRows.read(tables, election).values().stream()
        .flatMap(List::stream)
        .sorted(BY_SETTLING)
        .toList();
  }
}
