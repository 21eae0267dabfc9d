package org.ostraka.web;

/**
 * How much an interface takes at a time.
 *
 * @param connections open at once
 * @param requests under way at once
 * @param bodyKib that all bodies held in memory take together, in KiB
 * @param keptBuffers of {@link Bodies#LARGEST_KEPT} bytes that are kept for the next bodies
 * @param passedOverBytes unread bodies up to this are passed over, for a caller whose connection
 *     breaks while it sends does not read why it was refused
 */
public record HttpsLimits(
    int connections, int requests, int bodyKib, int keptBuffers, long passedOverBytes) {}
