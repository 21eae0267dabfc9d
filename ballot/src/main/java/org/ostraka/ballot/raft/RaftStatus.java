package org.ostraka.ballot.raft;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;

/**
 * How one server stands in the log, as far as it knows.
 *
 * @param term counts elections
 * @param committed up to where this server knows that a majority holds the log
 * @param applied up to where this server's tables reflect the log
 * @param followers the others as the leader sees them; empty elsewhere
 */
public record RaftStatus(
    Role role,
    Optional<ServerId> leader,
    long term,
    LogIndex committed,
    LogIndex applied,
    List<Follower> followers) {

  /** What a server does in the log. */
  public enum Role {
    /** Orders the entries. */
    LEADER,
    /** Votes, and follows a leader or waits for one. */
    FOLLOWER,
    /** Stands for election. */
    CANDIDATE,
    /** Follows without a vote. */
    LISTENER,
    /** Lost its disk and is being filled again by the others: it neither votes nor counts. */
    REFILLING,
    /** Takes no part, after a failure or a close. */
    STOPPED
  }

  /**
   * Another server as the leader sees it.
   *
   * @param lag committed entries that it does not hold yet
   * @param silent time since its last answer
   */
  public record Follower(ServerId id, boolean votes, long lag, Duration silent) {}

  /** Copies the list. */
  public RaftStatus {
    followers = List.copyOf(followers);
  }
}
