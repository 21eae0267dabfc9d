package org.ostraka.ballot;

/** A file to create for a voter. */
public record NewFile(BallotPath name, VoterId voter) {

  /** Says nothing of the voter. */
  @Override
  public String toString() {
    return "new file " + name;
  }
}
