package org.ostraka.ballot.server;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One place of a simulated log.
 *
 * @param stamp the leader's time when it took the entry
 */
record LogSlot(long term, Instant stamp, ByteBuffer entry) {}
