/**
 * The words of the ballot box: values, states and refusals, and the library interface of a
 * write-once file system in which a file is a vote and an inode is a voter.
 */
@NullMarked
package org.ostraka.ballot;

import org.jspecify.annotations.NullMarked;
