package org.ostraka.ballot;

import org.ostraka.base.Digest;

/**
 * What the voting process keeps of a recorded ballot: the file and its digest, to find it again
 * among the counted ones, and the claim, to ask whether it became valid.
 */
public record Receipt(ClaimId claim, BallotPath name, Digest digest) {}
