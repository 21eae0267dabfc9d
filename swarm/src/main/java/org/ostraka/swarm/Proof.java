package org.ostraka.swarm;

import java.util.List;
import org.ostraka.base.Digest;

/**
 * What makes the blocks of one fragment as trustworthy as the root: their digests, and the nodes
 * beside the way from the fragment to the root, from the bottom up (RFC section 5.3).
 */
public record Proof(int fragment, List<Digest> leaves, List<Digest> uncles) {

  /** Most blocks of a fragment. */
  public static final int MAX_LEAVES = 1024;

  /** Levels above the fragments of the largest file. */
  public static final int MAX_UNCLES = 16;

  /** Copies the lists. */
  public Proof {
    leaves = List.copyOf(leaves);
    uncles = List.copyOf(uncles);
  }

  /** Whether the proof leads to the root of this file. */
  public boolean verifies(FileKey key) {
    TreeShape shape = TreeShape.of(key);
    if (!key.hasFragment(fragment)
        || leaves.size() != key.blocksOf(fragment)
        || uncles.size() != shape.topLevels()) {
      return false;
    }
    return climb(shape.subtree(leaves)).equals(key.root());
  }

  private Digest climb(Digest node) {
    int index = fragment;
    for (Digest uncle : uncles) {
      boolean right = (index & 1) == 1;
      node = right ? MerkleTree.parent(uncle, node) : MerkleTree.parent(node, uncle);
      index >>= 1;
    }
    return node;
  }
}
