package org.ostraka.sync.desk;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.NodeId;

/**
 * Sends the chunks of a large file while the rest of it is still being read. What it cannot send is
 * left to the upload, which finds out what the hub lacks and says what is wrong.
 */
final class EarlySending implements FileReader.Taker {

  /** Smaller files are read so soon that nothing is gained. */
  static final long LEAST_BYTES = 2L * Hub.MAX_PACK_BYTES;

  private final Courier courier;
  private final NodeId upload;
  private final Packs packs;
  private boolean failed;

  /**
   * Whether others are told of it: of a file that is all new. Of one that was edited they have most
   * themselves.
   */
  private volatile boolean allNew = true;

  /**
   * @param upload what it is called until the file has a place in the tree
   */
  EarlySending(Courier courier, NodeId upload) {
    this.courier = courier;
    this.upload = upload;
    this.packs = new Packs(courier, this::bring);
  }

  private void bring(int from, List<Chunk> pack) throws IOException, Fault {
    Set<Digest> digests = pack.stream().map(Chunk::digest).collect(Collectors.toSet());
    Set<Digest> missing = courier.hub().missing(courier.repository(), digests);
    List<Chunk> lacking = pack.stream().filter(it -> missing.contains(it.digest())).toList();
    if (lacking.size() < pack.size()) {
      allNew = false;
    }
    if (allNew) {
      courier.storePart(upload, from, pack);
    } else if (!lacking.isEmpty()) {
      courier.store(lacking);
    }
  }

  @Override
  public void take(Chunk chunk) {
    attempt(() -> packs.add(chunk));
  }

  /** Returns when all has arrived that could be sent. */
  void finish() {
    attempt(packs::finish);
  }

  /** A step of the sending. */
  @FunctionalInterface
  private interface Attempt {
    void make() throws IOException, Fault;
  }

  private void attempt(Attempt attempt) {
    if (failed) {
      return;
    }
    try {
      attempt.make();
    } catch (IOException | Fault | RuntimeException _) {
      failed = true;
    }
  }
}
