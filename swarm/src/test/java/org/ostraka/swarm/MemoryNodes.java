package org.ostraka.swarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.base.Digest;

/** Tree nodes in memory. */
public final class MemoryNodes implements TreeNodes {
  private final Map<Long, Digest> nodes = new HashMap<>();

  @Override
  public List<Digest> get(long position, int count) {
    List<Digest> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(nodes.getOrDefault(position + i, MerkleTree.ZERO));
    }
    return some;
  }

  @Override
  public void putAll(long position, List<Digest> some) {
    for (int i = 0; i < some.size(); i++) {
      nodes.put(position + i, some.get(i));
    }
  }

  int size() {
    return nodes.size();
  }
}
