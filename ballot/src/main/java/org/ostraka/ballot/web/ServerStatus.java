package org.ostraka.ballot.web;

import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.server.LogStanding;

/**
 * What a ballot server says of itself.
 *
 * @param acceptsBallots whether the disk takes more, a leader is known, and this server has caught
 *     up with the others since it started
 */
public record ServerStatus(ServerId server, boolean acceptsBallots, LogStanding log) {}
