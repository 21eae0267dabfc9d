package org.ostraka.ballot.web;

import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Tally;
import org.ostraka.ballot.server.ElectionStatus;

/**
 * An election as one server sees it.
 *
 * @param valid voters whose ballot is valid
 * @param waiting claims in their settling window
 * @param pending files that wait for validation on this server
 * @param invalid files in this server's invalid table
 * @param applied the last log entry that the server has applied
 */
record ElectionStatusJson(
    ElectionJson election, int valid, int waiting, int pending, long invalid, long applied) {

  static ElectionStatusJson of(ElectionStatus status) {
    return new ElectionStatusJson(
        ElectionJson.of(status.election()),
        status.tally().valid(),
        status.tally().waiting(),
        status.pending(),
        status.invalid(),
        status.applied().value());
  }

  ElectionStatus toStatus() {
    return new ElectionStatus(
        election.toElection(),
        new Tally(election.voters(), valid, waiting),
        pending,
        invalid,
        new LogIndex(applied));
  }
}
