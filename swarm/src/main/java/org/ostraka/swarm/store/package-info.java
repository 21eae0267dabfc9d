/**
 * What a client holds, on disk: the content in its place or on its way there, the Merkle tree, and
 * which fragments are safe.
 */
@NullMarked
package org.ostraka.swarm.store;

import org.jspecify.annotations.NullMarked;
