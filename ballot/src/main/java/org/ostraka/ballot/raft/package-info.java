/**
 * The replicated log behind the ballot box: the only user of Apache Ratis. Up to five servers vote,
 * further ones listen; each applies the log to its own tables, purges what they hold durably, and
 * copies another server's tables when it lags behind the kept log.
 */
@NullMarked
package org.ostraka.ballot.raft;

import org.jspecify.annotations.NullMarked;
