package org.ostraka.ballot.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;

/** What a check has found so far: everything is counted, the first findings are named. */
final class Findings {
  private final List<FsckReport.Finding> named = new ArrayList<>();
  private int elections;
  private long files;
  private long pending;
  private long invalid;
  private long damaged;
  private long repaired;

  void election() {
    elections++;
  }

  void file() {
    files++;
  }

  void pending() {
    pending++;
  }

  void invalid() {
    invalid++;
  }

  /** Something that was put back. */
  void repaired(ElectionName election, BallotPath name, String problem) {
    repaired++;
    add(Optional.of(election), name, problem, true);
  }

  /** Something that is damaged still. */
  void lost(ElectionName election, BallotPath name, String problem) {
    add(Optional.of(election), name, problem, false);
  }

  /** A whole table. */
  void table(ElectionName election, String problem) {
    lost(election, BallotPath.ROOT, problem);
  }

  /** A pending claim that cannot be read, so that its file's name is not known. */
  void pendingLost(IOException failure) {
    pending++;
    add(
        Optional.empty(),
        BallotPath.ROOT,
        "pending file: cannot be read: " + failure.getMessage(),
        false);
  }

  private void add(
      Optional<ElectionName> election, BallotPath name, String problem, boolean nowSound) {
    damaged++;
    if (named.size() < FsckReport.MOST_FINDINGS) {
      named.add(new FsckReport.Finding(election, name, problem, nowSound));
    }
  }

  boolean anyRepaired() {
    return repaired > 0;
  }

  FsckReport report() {
    return new FsckReport(elections, files, pending, invalid, damaged, repaired, named);
  }
}
