package org.ostraka.ballot.server;

import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;

/**
 * What a check of one server's tables found.
 *
 * @param elections elections looked at
 * @param files valid files read back and held against their digest
 * @param pending pending files read back
 * @param invalid invalid files read back
 * @param damaged how many were damaged or missing
 * @param repaired how many of them were put back from another server
 * @param findings what was wrong, each with its name: the first {@link #MOST_FINDINGS}
 */
public record FsckReport(
    int elections,
    long files,
    long pending,
    long invalid,
    long damaged,
    long repaired,
    List<Finding> findings) {

  /** Most findings that a report names; all are counted. */
  public static final int MOST_FINDINGS = 1_000;

  /** Copies the list. */
  public FsckReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is left to repair. */
  public boolean isSound() {
    return damaged == repaired;
  }

  /**
   * One thing that is wrong.
   *
   * @param name the file; the root where a whole table is concerned
   * @param problem what is wrong, and what was done or can be done about it
   */
  public record Finding(
      Optional<ElectionName> election, BallotPath name, String problem, boolean repaired) {}
}
