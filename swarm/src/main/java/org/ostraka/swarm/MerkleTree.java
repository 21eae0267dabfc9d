package org.ostraka.swarm;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.ostraka.base.Digest;

/**
 * The Merkle tree of a file over digests of 16 KiB blocks, as in BitTorrent v2 (BEP 52, RFC section
 * 5.2). It keeps the leaves and the levels from the fragments up; what lies between is computed.
 *
 * <p>A tree may know only a part of its nodes: a client learns them fragment by fragment.
 */
public final class MerkleTree {

  /** The root of an empty file, and the leaf that fills a level up. */
  public static final Digest ZERO = Digest.wrap(new byte[Digest.BYTES]);

  private final FileKey key;
  private final TreeNodes nodes;

  /**
   * Nodes from the fragments up that were learned: the proofs of neighbours have most in common.
   */
  private final BitSet adopted = new BitSet();

  /** A tree of the key's shape whose nodes are kept in {@code nodes}. */
  public MerkleTree(FileKey key, TreeNodes nodes) {
    this.key = key;
    this.nodes = nodes;
  }

  /** How many nodes a tree of this shape keeps. */
  public static long nodes(FileKey key) {
    return position(key, TreeShape.of(key).topLevels() + 1, 0);
  }

  /** Sets the digest of a block, counted from the start of the file. */
  public void putLeaf(long block, Digest digest) throws IOException {
    nodes.put(block, digest);
  }

  /** Computes all inner nodes from the leaves; returns the root. */
  public Digest complete() throws IOException {
    TreeShape shape = TreeShape.of(key);
    for (int fragment = 0; fragment < key.fragments(); fragment++) {
      nodes.put(position(key, 0, fragment), shape.subtree(leaves(fragment)));
    }
    for (int level = 1; level <= shape.topLevels(); level++) {
      for (long index = 0; index < shape.count(level); index++) {
        Digest left = node(level - 1, 2 * index);
        nodes.put(position(key, level, index), parent(left, node(level - 1, 2 * index + 1)));
      }
    }
    return key.fragments() == 0 ? ZERO : node(shape.topLevels(), 0);
  }

  /** The proof of a fragment whose nodes are known. */
  public Proof proof(int fragment) throws IOException {
    List<Digest> uncles = new ArrayList<>();
    long index = fragment;
    for (int level = 0; level < TreeShape.of(key).topLevels(); level++, index >>= 1) {
      uncles.add(node(level, index ^ 1));
    }
    return new Proof(fragment, leaves(fragment), uncles);
  }

  /** Keeps the nodes of a proof that {@linkplain Proof#verifies verifies}. */
  public void adopt(Proof proof) throws IOException {
    TreeShape shape = TreeShape.of(key);
    nodes.putAll((long) proof.fragment() * key.fragmentSize().blocks(), proof.leaves());
    long index = proof.fragment();
    adopt(0, index, shape.subtree(proof.leaves()));
    for (int level = 0; level < shape.topLevels(); level++, index >>= 1) {
      if ((index ^ 1) < shape.count(level)) {
        adopt(level, index ^ 1, proof.uncles().get(level));
      }
    }
  }

  private void adopt(int level, long index, Digest node) throws IOException {
    long position = position(key, level, index);
    int number = (int) (position - key.blocks());
    if (!adopted.get(number)) {
      nodes.put(position, node);
      adopted.set(number);
    }
  }

  /** The digests of a fragment's blocks. */
  public List<Digest> leaves(int fragment) throws IOException {
    long first = (long) fragment * key.fragmentSize().blocks();
    return nodes.get(first, key.blocksOf(fragment));
  }

  private Digest node(int level, long index) throws IOException {
    TreeShape shape = TreeShape.of(key);
    return index < shape.count(level)
        ? nodes.get(position(key, level, index), 1).getFirst()
        : shape.zero(level);
  }

  /** Leaves first, then the fragments' level, then the levels above it. */
  private static long position(FileKey key, int level, long index) {
    TreeShape shape = TreeShape.of(key);
    long position = key.blocks();
    for (int below = 0; below < level; below++) {
      position += shape.count(below);
    }
    return position + index;
  }

  /** The digest of an inner node. */
  static Digest parent(Digest left, Digest right) {
    MessageDigest sha256 = Digest.sha256();
    sha256.update(left.toBytes());
    sha256.update(right.toBytes());
    return Digest.finish(sha256);
  }
}
