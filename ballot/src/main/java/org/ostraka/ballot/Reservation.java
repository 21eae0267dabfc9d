package org.ostraka.ballot;

/**
 * A file that was created and not closed yet: it holds the name and the voter's inode on its server
 * until it is closed or abandoned, or the server restarts.
 *
 * @param number names the reservation on its server
 * @param blockSize most bytes that the block may have
 */
public record Reservation(ElectionName election, BallotPath name, long number, int blockSize) {}
