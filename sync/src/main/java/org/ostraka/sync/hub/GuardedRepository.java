package org.ostraka.sync.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.CopyNames;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Extent;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Repositories.Repository;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;
import org.ostraka.sync.chunk.ChunkFrame;
import org.ostraka.sync.history.HistoryStatus;

/**
 * A repository as one signed-in user may use it: every call is held against the rights that the
 * user had when it came in, and against the limits. What the user may not read is answered as if it
 * did not exist.
 */
public final class GuardedRepository {

  /** The desk of whoever works without one. */
  public static final DeskName NO_DESK = new DeskName("console");

  private final OpenRepository open;
  private final Principal principal;
  private final Rights rights;
  private final HubLimits limits;

  GuardedRepository(OpenRepository open, Principal principal, Rights rights, HubLimits limits) {
    this.open = open;
    this.principal = principal;
    this.rights = rights;
    this.limits = limits;
  }

  private LiveRepository live() {
    return open.live();
  }

  public RepositoryName name() {
    return open.repository().name();
  }

  /** The position of the last record. */
  public long position() {
    return live().position();
  }

  /** How far the history is. */
  public HistoryStatus history() {
    return open.history().status(position());
  }

  /** What the user may see, in a few characters that change when the rights do. */
  public String view() {
    return journalView(Extent.whole(name())).view();
  }

  private JournalView journalView(Extent extent) {
    return new JournalView(live(), rights, extent, limits);
  }

  /**
   * Asks for changes; those accepted are durable when this returns.
   *
   * @return one verdict for each
   * @throws Fault {@code too-many} if there are more than the limits allow
   */
  public List<Verdict> change(List<Change> changes) throws IOException, Fault {
    long refs = changes.stream().mapToLong(change -> Changes.chunks(change).size()).sum();
    if (changes.size() > limits.changes() || (changes.size() > 1 && refs > limits.chunkRefs())) {
      throw tooMany(
          "%d changes with %d chunks: at most %d with %d in one call"
              .formatted(changes.size(), refs, limits.changes(), limits.chunkRefs()));
    }
    DeskName desk = principal.desk().orElse(NO_DESK);
    Proposal.Author author = new Proposal.Author(principal.user(), desk, rights);
    return live().naming(() -> live().propose(new Proposal(author, changes, barred(changes))));
  }

  private static Fault tooMany(String message) {
    return new Fault(FaultKind.TOO_LARGE, "too-many", message);
  }

  private Map<Integer, Refusal> barred(List<Change> changes) throws IOException, Fault {
    Map<Integer, Refusal> barred = new HashMap<>();
    List<Long> growth =
        live().look(tree -> changes.stream().map(it -> Changes.growth(tree, it)).toList());
    if (!open.quota().allows(principal, growth.stream().mapToLong(Long::longValue).sum())) {
      for (int at = 0; at < changes.size(); at++) {
        if (growth.get(at) > 0) {
          barred.put(at, Refusal.QUOTA);
        }
      }
    }
    withoutChunks(changes).forEach(at -> barred.put(at, Refusal.MISSING_CHUNKS));
    return barred;
  }

  private Set<Integer> withoutChunks(List<Change> changes) throws IOException, Fault {
    Set<Digest> named = new HashSet<>();
    changes.forEach(change -> Changes.chunks(change).forEach(ref -> named.add(ref.digest())));
    Set<Digest> unusable = open.access().unusable(principal.id(), rights, named);
    Set<Integer> without = new HashSet<>();
    for (int at = 0; at < changes.size() && !unusable.isEmpty(); at++) {
      if (Changes.chunks(changes.get(at)).stream()
          .map(ChunkRef::digest)
          .anyMatch(unusable::contains)) {
        without.add(at);
      }
    }
    return without;
  }

  /** What came after a position, seen as {@code view} says. */
  public Page journal(long after, String view) throws IOException, Fault {
    return journal(Extent.whole(name()), after, view);
  }

  /** As {@link #journal(long, String)}, as if there were nothing outside of the extent. */
  public Page journal(Extent extent, long after, String view) throws IOException, Fault {
    return journalView(extent).page(after, view);
  }

  /** Those of the chunks that have to be sent before content that has them is accepted. */
  public Set<Digest> missing(Collection<Digest> chunks) throws IOException, Fault {
    requireFew(chunks.size());
    return open.access().unusable(principal.id(), rights, chunks);
  }

  private void requireFew(int chunks) throws Fault {
    if (chunks > limits.packChunks()) {
      throw tooMany("%d chunks: at most %d in one call".formatted(chunks, limits.packChunks()));
    }
  }

  /**
   * Whether chunks may be sent now, to be asked before their bytes are read.
   *
   * @throws Fault {@code no-right}, {@code quota}, {@code no-space}
   */
  public void requireRoom(long bytes) throws IOException, Fault {
    if (!rights.anywhere(Right.WRITE)) {
      throw HubRefusal.noRight("you may read this repository and not write into it");
    }
    long quota = open.repository().quotaBytes();
    if (quota > 0 && live().chunks().storedBytes() + bytes > quota) {
      throw HubRefusal.quota(name(), quota);
    }
    open.space().require(bytes, limits);
    open.quota().require(principal, bytes);
  }

  /**
   * Takes chunks in; durable before a change that names them is accepted. Their digests are checked
   * here.
   */
  public void store(List<ChunkFrame> frames) throws IOException, Fault {
    requireFew(frames.size());
    for (ChunkFrame frame : frames) {
      frame.requireDigest();
    }
    live().chunks().take(frames);
    if (!rights.everywhere(Right.READ)) {
      frames.forEach(frame -> open.access().sent(principal.id(), frame.digest()));
    }
  }

  /**
   * As {@link #store}, and tells those who may read everything here that this part of a file can be
   * fetched.
   */
  public void storePart(NodeId upload, int from, List<ChunkFrame> frames)
      throws IOException, Fault {
    store(frames);
    live().tell(new UploadPart(upload, from, frames.stream().map(ChunkFrame::ref).toList()));
  }

  /** Whether the user may read all there is and will be. */
  public boolean isReadableEverywhere() {
    return rights.everywhere(Right.READ);
  }

  /**
   * Whether all of these may be read.
   *
   * @throws Fault {@code chunk-unknown} if one is not here or not for this user
   */
  public void requireReadable(Collection<Digest> chunks) throws IOException, Fault {
    requireFew(chunks.size());
    if (!open.access().unusable(principal.id(), rights, chunks).isEmpty()) {
      throw HubRefusal.unknownChunk();
    }
  }

  /** A chunk that {@link #requireReadable} found. */
  public ChunkFrame chunk(Digest digest) throws IOException, Fault {
    @Nullable ChunkFrame frame = live().chunks().getOrNull(digest);
    if (frame == null) {
      throw HubRefusal.unknownChunk();
    }
    return frame;
  }

  /**
   * What the frames of these chunks have together, in bytes.
   *
   * @param chunks that {@link #requireReadable} found
   */
  public long frameBytes(List<Digest> chunks) throws Fault {
    long sum = 0;
    for (Digest chunk : chunks) {
      int bytes = live().chunks().frameBytes(chunk);
      if (bytes == 0) {
        throw HubRefusal.unknownChunk();
      }
      sum += bytes;
    }
    return sum;
  }

  /**
   * Writes a chunk's frame.
   *
   * @param digest of a chunk that {@link #requireReadable} found
   * @return its bytes
   */
  public int send(Digest digest, OutputStream out) throws IOException, Fault {
    int sent = live().chunks().send(digest, out);
    if (sent == 0) {
      throw HubRefusal.unknownChunk();
    }
    return sent;
  }

  /** The user's right at a folder or file. */
  public Right right(NodeId node) {
    return live().look(tree -> rights.at(tree, node));
  }

  /**
   * A file or folder that is here, and is not the root.
   *
   * @throws Fault {@code node-unknown}, also where the user may not read it; {@code no-right} where
   *     the user has less than this right there
   */
  public Node requireNode(NodeId id, Right least) throws Fault {
    @Nullable Node node = live().look(tree -> tree.nodeOrNull(id));
    Right right = right(id);
    if (node == null || !right.includes(Right.READ)) {
      throw HubRefusal.unknownNode();
    }
    if (!right.includes(least)) {
      throw HubRefusal.noRight("this needs the right to " + least.word());
    }
    return node;
  }

  /** What stands in a folder, as far as the user may see it. */
  public List<Node> list(NodeId folder) throws Fault {
    return live()
        .look(tree -> new FolderView(tree, rights).list(folder))
        .orElseThrow(HubRefusal::unknownNode);
  }

  /** A folder with all in it that the user may see. */
  public Archive archive(NodeId folder) throws Fault {
    return live()
        .look(tree -> new FolderView(tree, rights).all(folder))
        .map(items -> new Archive(this, items))
        .orElseThrow(HubRefusal::unknownNode);
  }

  /** The conflict copies that the user may see: each a file that waits for somebody to decide. */
  public List<Node> conflictCopies() {
    List<Node> copies = new ArrayList<>();
    live()
        .look(tree -> {
          tree.forSubtree(
              NodeId.ROOT,
              node -> {
                if (CopyNames.isCopy(node.name())
                    && rights.at(tree, node.id()).includes(Right.READ)) {
                  copies.add(node);
                }
              });
          return copies;
        });
    return copies;
  }

  /**
   * The node at a path.
   *
   * @param path names separated by '/'; empty names are passed over
   * @throws Fault {@code path-unknown}; a path that climbs out is none
   */
  public NodeId resolve(String path) throws Fault {
    return live()
        .look(tree -> new FolderView(tree, rights).resolve(path))
        .orElseThrow(HubRefusal::unknownPath);
  }

  /** As {@link #resolve}, for giving rights: administrators see every folder's name. */
  public NodeId resolveToManage(String path) throws Fault {
    Rights seen = principal.admin() ? new Rights(Map.of(NodeId.ROOT, Right.READ)) : rights;
    return live()
        .look(tree -> new FolderView(tree, seen).resolve(path))
        .orElseThrow(HubRefusal::unknownPath);
  }

  /** A node's path from the root, such as {@code /docs/plan.txt}; empty if it is not here. */
  public String path(NodeId node) {
    return live()
        .look(tree -> tree.holds(node) || node.equals(NodeId.ROOT) ? tree.pathText(node) : "");
  }

  /** Versions of files, and the way back to them. */
  public Versions versions() {
    Whereabouts whereabouts = new Whereabouts(live(), rights);
    return new Versions(this, live(), whereabouts, new OldContent(open));
  }

  /**
   * Passes only if the user may give rights at a folder that is here.
   *
   * @throws Fault {@code node-unknown}, {@code no-right}
   */
  public void requireManage(NodeId folder) throws Fault {
    boolean here = live().look(tree -> tree.holdsFolder(folder));
    Right right = right(folder);
    if (!here || (!principal.admin() && !right.includes(Right.READ))) {
      throw HubRefusal.unknownNode();
    }
    if (!principal.admin() && !right.includes(Right.MANAGE)) {
      throw HubRefusal.noRight("you may not give rights here");
    }
  }

  /** The folder whose grant decides what holds at a folder: the nearest that has one. */
  Optional<NodeId> deciding(Rights of, NodeId folder) {
    return live()
        .look(tree -> {
          @Nullable NodeId at = folder;
          while (at != null && !of.grants().containsKey(at)) {
            @Nullable Node node = tree.nodeOrNull(at);
            at = node == null ? null : node.parent();
          }
          return Optional.ofNullable(at);
        });
  }

  Repository repository() {
    return open.repository();
  }
}
