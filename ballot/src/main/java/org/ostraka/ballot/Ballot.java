package org.ostraka.ballot;

/** A ballot to cast in one step: create, write and close. */
public record Ballot(VoterId voter, BallotPath name, Block block) {

  /** Says nothing of voter or content. */
  @Override
  public String toString() {
    return "ballot " + name;
  }
}
