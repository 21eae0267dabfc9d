package org.ostraka.sync.account;

import org.ostraka.sync.NodeId;

/**
 * A right that was given.
 *
 * @param folder where it holds, with all below that has no grant of its own
 */
public record Grant(NodeId folder, Holder holder, Right right) {}
