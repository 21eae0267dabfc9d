package org.ostraka.ballot;

import java.time.Instant;
import org.ostraka.base.Digest;

/**
 * The file's side of a ballot: it holds nothing of the voter.
 *
 * @param size bytes of the block
 * @param hour when the file reached its state, cut to the hour
 */
public record FileEntry(BallotPath name, Digest digest, int size, Instant hour) {}
