package org.ostraka.ballot.box;

import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Standing;

/** A claim's standing as an entry of the log has just decided it. */
public record Settlement(ClaimId claim, Standing standing) {}
