/**
 * The replicated state machine, pure: entries of the log go in, rows to store and claims decided
 * come out. No clock, thread, disk or network.
 */
@NullMarked
package org.ostraka.ballot.box;

import org.jspecify.annotations.NullMarked;
