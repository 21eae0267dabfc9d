/**
 * One election as a mounted directory: the operations of the kernel's file system in user space
 * (FUSE), each of them a call of {@link org.ostraka.ballot.BallotFileSystem} or refused with the
 * error number that POSIX has for it. The only user of jfuse.
 */
@NullMarked
package org.ostraka.ballot.fuse;

import org.jspecify.annotations.NullMarked;
