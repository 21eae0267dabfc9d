package org.ostraka.ballot.server;

import org.ostraka.ballot.Election;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Tally;

/**
 * An election as one server sees it.
 *
 * @param tally of the replicated tables, at {@code applied} or later
 * @param pending files that wait for validation on this server, and callers who record some now
 * @param invalid files in this server's invalid table
 * @param applied the last log entry that this server has applied
 */
public record ElectionStatus(
    Election election, Tally tally, int pending, long invalid, LogIndex applied) {}
