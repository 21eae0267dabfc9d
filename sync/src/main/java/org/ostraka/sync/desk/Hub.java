package org.ostraka.sync.desk;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Extent;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.Verdict;

/**
 * The hub as one signed-in desk sees it. Every call may be made from any thread, and any may fail
 * at any moment with what it asked for done, not done, or done later.
 *
 * <p>Faults: UNAVAILABLE when the hub cannot be reached or is too busy, and the same call may
 * succeed later; UNAUTHENTICATED when the desk was revoked; NOT_FOUND when the repository does not
 * exist or the user may not know that it does. An {@link IOException} means what UNAVAILABLE means.
 */
public interface Hub {

  /** The most changes of one call. */
  int MAX_CHANGES = 2_000;

  /** The most chunk references in all changes of one call that has more than one change. */
  int MAX_CHUNK_REFS = 20_000;

  /** The most bytes of chunks of one {@link #store} or {@link #fetch}. */
  int MAX_PACK_BYTES = 4 << 20;

  /** The most chunks of one {@link #store}, {@link #fetch} or {@link #missing}. */
  int MAX_PACK_CHUNKS = 4_096;

  /**
   * Asks for the changes, one after the other; each is durable when it is accepted, and the
   * accepted ones keep their order.
   *
   * @return one verdict for each change, in their order
   */
  List<Verdict> change(RepositoryName repository, List<Change> changes) throws IOException, Fault;

  /**
   * What was accepted after this position, as much as one answer holds.
   *
   * @param extent what is asked for: the rest of the repository is left out
   * @param after the last position that the desk knows, 0 for none
   * @param view what the last page said about what the user may read, "" at first
   */
  JournalPage journal(Extent extent, long after, String view) throws IOException, Fault;

  /**
   * Waits until one of the repositories has moved on, or what may be seen of it has changed.
   *
   * @param after the last position that the desk knows of each
   * @return the positions of those that moved or look otherwise, which may be the ones known; at
   *     once if some have already; empty after the time
   */
  Map<RepositoryName, Long> await(Map<RepositoryName, Long> after, Duration atMost)
      throws IOException, Fault;

  /** Which of these chunks the hub needs to be sent, before it accepts content that has them. */
  Set<Digest> missing(RepositoryName repository, Collection<Digest> chunks)
      throws IOException, Fault;

  /**
   * Gives chunks to the hub. They are there when this returns, and durable when it accepts a change
   * that names them: a hub that crashes in between may miss them.
   */
  void store(RepositoryName repository, List<Chunk> chunks) throws IOException, Fault;

  /**
   * As {@link #store}, and tells other desks, as far as they may read all of the repository, that
   * this part of a file can be fetched.
   *
   * @param upload of which file
   * @param from how many chunks of it come before these
   */
  void storePart(RepositoryName repository, NodeId upload, int from, List<Chunk> chunks)
      throws IOException, Fault;

  /**
   * Tells from now on of parts of files that desks are sending, this one too, while somebody {@link
   * #await}s the repository. Some may be left out, or come in another order. It is told on a thread
   * that MUST NOT be held.
   */
  void onUpload(RepositoryName repository, Consumer<UploadPart> listener);

  /**
   * Brings chunks, each of them once.
   *
   * @throws Fault NOT_FOUND when the hub has none of that digest that this user may read
   */
  Pack fetch(RepositoryName repository, Set<Digest> chunks) throws IOException, Fault;
}
