/**
 * The swarm without its input and output: content and its Merkle tree, ownership and its merge,
 * links, messages, the mapping server and the client as state machines. The words are those of
 * docs/rfc/draft-ostraka-pire2pire-01.txt.
 */
@NullMarked
package org.ostraka.swarm;

import org.jspecify.annotations.NullMarked;
