package org.ostraka.swarm;

import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Digest;

/**
 * The levels of a file's Merkle tree, as far as they follow from its key.
 *
 * @param fragments how many fragments the file has
 * @param subtreeHeight levels above the leaves within a fragment; less than a full fragment's when
 *     the whole file is smaller
 * @param topLevels levels above the fragments; the root is on the last
 */
record TreeShape(int fragments, int subtreeHeight, int topLevels) {

  static TreeShape of(FileKey key) {
    int height = log2Up(key.blocks());
    int subtree = Math.min(height, log2Up(key.fragmentSize().blocks()));
    return new TreeShape(key.fragments(), subtree, log2Up(key.fragments()));
  }

  /** The least h with 2^h at least n. */
  private static int log2Up(long n) {
    return n <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(n - 1);
  }

  /** Nodes of a level above or at the fragments' that stand for content. */
  long count(int level) {
    return (fragments + (1L << level) - 1) >> level;
  }

  /** The node that fills up a level above or at the fragments'. */
  Digest zero(int level) {
    Digest zero = MerkleTree.ZERO;
    for (int i = 0; i < subtreeHeight + level; i++) {
      zero = MerkleTree.parent(zero, zero);
    }
    return zero;
  }

  /** The root of one fragment's subtree, its leaves filled up with zeros. */
  Digest subtree(List<Digest> leaves) {
    List<Digest> level = leaves;
    Digest zero = MerkleTree.ZERO;
    for (int height = 0; height < subtreeHeight; height++) {
      List<Digest> above = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i < level.size(); i += 2) {
        Digest right = i + 1 < level.size() ? level.get(i + 1) : zero;
        above.add(MerkleTree.parent(level.get(i), right));
      }
      zero = MerkleTree.parent(zero, zero);
      level = above;
    }
    return level.getFirst();
  }
}
