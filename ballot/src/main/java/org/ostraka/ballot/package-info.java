/**
 * The ballot box, pure: the values, the replicated state machine, the reconciler and the library
 * interface of a write-once file system in which a file is a vote and an inode is a voter. No
 * clock, thread, disk or network in here except behind ports.
 */
@NullMarked
package org.ostraka.ballot;

import org.jspecify.annotations.NullMarked;
