package org.ostraka.swarm;

import java.io.IOException;
import java.util.List;
import org.ostraka.base.Digest;

/** Where a Merkle tree keeps its nodes: numbered from 0, in memory or in a file. */
public interface TreeNodes {

  /** The {@code count} nodes from {@code position} on; zeros where none was put. */
  List<Digest> get(long position, int count) throws IOException;

  /** Sets consecutive nodes. */
  void putAll(long position, List<Digest> nodes) throws IOException;

  /** Sets a node. */
  default void put(long position, Digest node) throws IOException {
    putAll(position, List.of(node));
  }
}
