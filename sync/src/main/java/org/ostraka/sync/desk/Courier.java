package org.ostraka.sync.desk;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;

/**
 * What transfers need.
 *
 * @param up how fast bytes may travel to the hub
 * @param down how fast bytes may travel from the hub
 */
record Courier(
    Hub hub, RepositoryName repository, DeskDisk disk, Workshop workshop, Pace up, Pace down) {

  /**
   * How many packs are under way at a time: while the hub forces some of them together, others
   * travel, and are there when it is done.
   */
  static final int PACKS_AHEAD = 8;

  /** Sends a pack, as fast as bytes may travel. */
  void store(List<Chunk> pack) throws IOException, Fault {
    up.take(bytes(pack));
    hub.store(repository, pack);
  }

  /** As {@link #store}, for whoever wants to fetch a part of a file meanwhile. */
  void storePart(NodeId upload, int from, List<Chunk> pack) throws IOException, Fault {
    up.take(bytes(pack));
    hub.storePart(repository, upload, from, pack);
  }

  private static long bytes(List<Chunk> pack) {
    return pack.stream().mapToLong(Chunk::length).sum();
  }

  /** Fetches at most a pack's chunks, as fast as bytes may travel. */
  Pack fetch(Collection<ChunkRef> wanted) throws IOException, Fault {
    Set<Digest> digests = wanted.stream().map(ChunkRef::digest).collect(Collectors.toSet());
    down.take(wanted.stream().mapToLong(ChunkRef::length).sum());
    return hub.fetch(repository, digests);
  }
}
