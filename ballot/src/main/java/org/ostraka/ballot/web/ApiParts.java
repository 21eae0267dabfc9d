package org.ostraka.ballot.web;

import java.util.function.Supplier;
import org.ostraka.ballot.server.Administration;
import org.ostraka.ballot.server.BallotServer;
import org.ostraka.ballot.server.Closing;
import org.ostraka.ballot.server.Fsck;
import org.ostraka.ballot.server.LogStanding;

/**
 * The parts of a ballot server that its interface shows.
 *
 * @param log tells how the server stands in the log now
 */
public record ApiParts(
    BallotServer server,
    Administration administration,
    Closing closing,
    Fsck fsck,
    Supplier<LogStanding> log) {}
