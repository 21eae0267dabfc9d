package org.ostraka.ballot;

/**
 * What {@code statfs} says of an election.
 *
 * @param blockSize bytes of the largest ballot
 * @param voters inodes in all
 * @param unused inodes whose voter has no valid ballot
 * @param usableBytes bytes that the server's disk still takes
 */
public record Space(int blockSize, long voters, long unused, long usableBytes) {}
