package org.ostraka.sync.hub;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Tree;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;

/**
 * Who may use which chunk: whoever may read a node that has or had it, and whoever sent it. To know
 * a digest is not enough, else it would be enough to have the content; and nobody learns whether
 * the hub has a chunk that they may not read.
 */
final class ChunkAccess {
  private static final int MOST_REMEMBERED = 200_000;
  private static final int MOST_VERSIONS = 10_000;

  private final LiveRepository repository;
  private final Map<Sent, Boolean> sent = new LinkedHashMap<>();

  /** Forgotten after a restart: the chunk is then asked for once more. */
  private record Sent(long user, Digest chunk) {}

  ChunkAccess(LiveRepository repository) {
    this.repository = repository;
  }

  /** A user proved to have the content. */
  synchronized void sent(long user, Digest chunk) {
    sent.put(new Sent(user, chunk), true);
    if (sent.size() > MOST_REMEMBERED) {
      sent.remove(sent.keySet().iterator().next());
    }
  }

  private synchronized boolean wasSent(long user, Digest chunk) {
    return sent.containsKey(new Sent(user, chunk));
  }

  /** Those of the chunks that are not here, or not for this user. */
  Set<Digest> unusable(long user, Rights rights, Collection<Digest> chunks)
      throws IOException, Fault {
    Set<Digest> unusable = repository.chunks().missing(chunks);
    if (rights.everywhere(Right.READ)) {
      return unusable;
    }
    Set<Digest> asked = new HashSet<>();
    for (Digest chunk : chunks) {
      if (!unusable.contains(chunk) && !wasSent(user, chunk)) {
        asked.add(chunk);
      }
    }
    for (Map.Entry<Digest, List<NodeId>> users : repository.journal().users(asked).entrySet()) {
      if (!mayReadOne(rights, users.getKey(), users.getValue())) {
        unusable.add(users.getKey());
      }
    }
    return unusable;
  }

  private boolean mayReadOne(Rights rights, Digest chunk, List<NodeId> nodes)
      throws IOException, Fault {
    for (NodeId id : nodes) {
      boolean readable = repository.look(tree -> rights.at(tree, id).includes(Right.READ));
      if (readable && (hasNow(id, chunk) || hadOnce(id, chunk))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasNow(NodeId id, Digest chunk) {
    return repository.look(tree -> hasNow(tree, id, chunk));
  }

  private static boolean hasNow(Tree tree, NodeId id, Digest chunk) {
    @Nullable Node node = tree.nodeOrNull(id);
    return node != null
        && Changes.chunks(node.entry()).stream().anyMatch(ref -> ref.digest().equals(chunk));
  }

  private boolean hadOnce(NodeId id, Digest chunk) throws IOException, Fault {
    for (JournalRecord record : repository.journal().ofNode(id, MOST_VERSIONS)) {
      if (Changes.chunks(record.change()).stream().anyMatch(ref -> ref.digest().equals(chunk))) {
        return true;
      }
    }
    return false;
  }
}
