package org.ostraka.sync.hub;

import static org.ostraka.sync.hub.CheckupReport.Step.CHUNKS;
import static org.ostraka.sync.hub.CheckupReport.Step.HISTORY;
import static org.ostraka.sync.hub.CheckupReport.Step.JOURNAL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.chunk.ChunkStore;
import org.ostraka.sync.chunk.DamagedChunkException;
import org.ostraka.sync.history.Verification;
import org.ostraka.sync.hub.CheckupReport.Finding;
import org.ostraka.sync.hub.CheckupReport.Kind;

/**
 * The reading of all that a repository has, on the thread of whoever runs it: its journal, the
 * chunks of the files that are there, and its own history. People work in the repository meanwhile.
 */
final class Checkup {
  private static final int STEP = 500;

  /** Chunks that many files share are read again after so many others: memory has a limit. */
  private static final int MOST_REMEMBERED = 200_000;

  private final OpenRepository open;
  private final Optional<Path> history;
  private final Progress progress;
  private final Set<Digest> sound = new HashSet<>();

  /** Where it tells how far it is and what it has found. */
  interface Progress {

    /**
     * So much of a step is done.
     *
     * @return whether to go on
     */
    boolean reached(CheckupReport.Step step, long done, long total);

    void found(Finding finding);
  }

  /**
   * Of one repository.
   *
   * @param history the directory of its Subversion repository; empty where another server has it
   */
  Checkup(OpenRepository open, Optional<Path> history, Progress progress) {
    this.open = open;
    this.history = history;
    this.progress = progress;
  }

  /** Checks everything, or until the progress ends it. */
  void run() throws IOException, Fault {
    if (progress.reached(JOURNAL, 0, 1) && journal() && chunks()) {
      history();
    }
  }

  private boolean journal() throws IOException, Fault {
    for (String damage : open.live().journal().damages()) {
      progress.found(new Finding(Kind.JOURNAL, damage));
    }
    return progress.reached(JOURNAL, 1, 1);
  }

  private boolean chunks() throws IOException, Fault {
    Journal journal = open.live().journal();
    long total = open.live().look(tree -> tree.size());
    long done = 0;
    List<Journal.Held> nodes = journal.nodesAfter(NodeId.ROOT, STEP);
    while (!nodes.isEmpty()) {
      for (Journal.Held node : nodes) {
        content(node);
        if (!progress.reached(CHUNKS, Math.min(++done, total), total)) {
          return false;
        }
      }
      nodes = journal.nodesAfter(nodes.getLast().id(), STEP);
    }
    return true;
  }

  /** One finding a file is enough. */
  private void content(Journal.Held node) throws IOException {
    for (ChunkRef chunk : Changes.chunks(node.entry())) {
      Optional<Kind> wrong = wrongWith(chunk.digest());
      // Of a file that was changed meanwhile, chunks may be gone.
      if (wrong.isPresent() && isStill(node)) {
        progress.found(
            new Finding(
                wrong.get(),
                "a file in %s (node %s, chunk %s)"
                    .formatted(folderOf(node.id()), node.id(), chunk.digest())));
        return;
      }
    }
  }

  private Optional<Kind> wrongWith(Digest digest) throws IOException {
    if (sound.contains(digest)) {
      return Optional.empty();
    }
    ChunkStore store = open.live().chunks();
    try {
      if (!Digest.of(store.contentOnDisk(digest)).equals(digest)) {
        return Optional.of(Kind.CHUNK_DAMAGED);
      }
    } catch (DamagedChunkException _) {
      return Optional.of(Kind.CHUNK_DAMAGED);
    } catch (Fault e) {
      return Optional.of(e.kind() == FaultKind.NOT_FOUND ? Kind.CHUNK_MISSING : Kind.CHUNK_DAMAGED);
    }
    if (sound.size() >= MOST_REMEMBERED) {
      sound.clear();
    }
    sound.add(digest);
    return Optional.empty();
  }

  private boolean isStill(Journal.Held held) {
    return open.live()
        .look(tree -> {
          @Nullable Node node = tree.nodeOrNull(held.id());
          return node != null && node.entry().equals(held.entry());
        });
  }

  /** The folder, which administrators may know; the file's name is for those who may read it. */
  private String folderOf(NodeId file) {
    return open.live()
        .look(tree -> {
          @Nullable Node node = tree.nodeOrNull(file);
          return node == null ? "/" : tree.pathText(node.parent());
        });
  }

  private void history() throws Fault {
    if (history.isPresent()) {
      Optional<String> damage =
          new Verification(
                  history.get(),
                  (revision, youngest) -> progress.reached(HISTORY, revision, youngest))
              .run();
      damage.ifPresent(it -> progress.found(new Finding(Kind.HISTORY, it)));
    }
  }
}
