package org.ostraka.sync.history;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.Content;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;

/**
 * What the history of one repository asks of the hub. Called from the history's own thread, and
 * from whoever restores; implementations MUST allow several threads.
 */
public interface HistorySource {

  /** The journal's last position; 0 while it is empty. */
  long position() throws IOException, Fault;

  /**
   * The records after the position, in order and without gaps, at most {@code limit}; what is
   * returned is durable.
   */
  List<JournalRecord> after(long position, int limit) throws IOException, Fault;

  /** The node as it stands now, or null. */
  @Nullable Node nodeOrNull(NodeId id) throws IOException, Fault;

  /** The node that has this name now, or null. */
  @Nullable Node childOrNull(NodeId parent, EntryName name) throws IOException, Fault;

  /** What the folder holds now; nothing if it is gone. */
  Collection<Node> children(NodeId folder) throws IOException, Fault;

  /**
   * Writes all the content's bytes.
   *
   * @throws Fault if a chunk is missing or damaged
   */
  void copy(Content content, OutputStream out) throws IOException, Fault;

  /** Takes in the bytes of one file, to be named by a change after {@link #settle}. */
  ContentSink sink() throws IOException, Fault;

  /** What finished sinks have taken in is durable when this returns; {@link #submit} does it. */
  void settle() throws IOException, Fault;

  /**
   * Asks for the changes in this order, as {@link org.ostraka.sync.RepositoryTree#apply} decides
   * them; accepted ones are durable when this returns, and are relayed to every desk. A change
   * whose id was accepted before is answered with its first position, however long ago that was.
   *
   * @param author who made them; need not be a user of the hub, and has every right here: whoever
   *     may commit to the Subversion repository was let in there
   * @return one verdict for each change
   */
  List<Verdict> submit(List<Change> changes, UserName author) throws IOException, Fault;
}
