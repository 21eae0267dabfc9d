package org.ostraka.ballot;

/**
 * An election's counts by state in the replicated tables.
 *
 * @param voters inodes registered
 * @param valid inodes whose ballot is valid
 * @param waiting claims in their settling window
 */
public record Tally(int voters, int valid, int waiting) {}
