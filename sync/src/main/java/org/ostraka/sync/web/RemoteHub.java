package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubConnection.encode;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Extent;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.chunk.OutgoingFrame;
import org.ostraka.sync.desk.Hub;
import org.ostraka.sync.desk.JournalPage;
import org.ostraka.sync.desk.Pack;
import org.ostraka.web.Json;

/**
 * The hub as a signed-in desk sees it through its HTTPS interface. Chunks travel compressed where
 * that helps; each is checked on arrival by its CRC, its digest having been checked by the hub.
 */
public final class RemoteHub implements Hub, Closeable {
  private static final String BASE = RepositoryRoutes.REPOSITORIES + "/";

  /** No answer without content is longer, in bytes. */
  private static final int SHORT_ANSWER = 4_096;

  private final HubConnection connection;
  private final PackLine packs;
  private final PackReader reader = new PackReader();
  private final Announcements announcements;

  /** Asks nothing before it is used. */
  public RemoteHub(HubAddress hub, String token) {
    this.connection = new HubConnection(hub, token);
    this.packs = new PackLine(connection, hub, token);
    this.announcements = new Announcements(connection);
  }

  /** A call, whose interruption means that the desk is stopping. */
  @FunctionalInterface
  private interface Asking<T> {
    T ask() throws Fault, IOException, InterruptedException;
  }

  private static <T> T uninterrupted(Asking<T> asking) throws Fault, IOException {
    try {
      return asking.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultKind.INTERRUPTED, "interrupted", "interrupted while asking the hub", e);
    }
  }

  private <T> T post(RepositoryName repository, String what, Object body, Class<T> form)
      throws Fault, IOException {
    return uninterrupted(() -> connection.json("POST", BASE + repository + what, body, form));
  }

  @Override
  public List<Verdict> change(RepositoryName repository, List<Change> changes)
      throws IOException, Fault {
    List<Verdict> verdicts =
        post(repository, "/changes", JournalJson.Changes.of(changes), JournalJson.Verdicts.class)
            .toVerdicts();
    if (verdicts.size() != changes.size()) {
      throw new IOException("the hub gave another number of verdicts than it was asked for");
    }
    return verdicts;
  }

  /** The journal of a whole repository. */
  public JournalPage journal(RepositoryName repository, long after, String view)
      throws IOException, Fault {
    return journal(Extent.whole(repository), after, view);
  }

  @Override
  public JournalPage journal(Extent extent, long after, String view) throws IOException, Fault {
    String only = extent.only().stream().map(NodeId::toString).collect(Collectors.joining(","));
    String part = extent.isWhole() ? "" : "&base=" + extent.base() + "&only=" + encode(only);
    String path =
        BASE + extent.repository() + "/journal?after=" + after + "&view=" + encode(view) + part;
    JournalJson.PageJson page =
        uninterrupted(() -> connection.json("GET", path, "", JournalJson.PageJson.class));
    List<JournalRecord> records = page.toRecords();
    OptionalLong fork = page.fork() == null ? OptionalLong.empty() : OptionalLong.of(page.fork());
    return new JournalPage(records, page.position(), page.last(), page.view(), page.anew(), fork);
  }

  /**
   * How a repository stands.
   *
   * @param historyPosition up to which its history in Subversion has the journal
   * @param historyHalted whether the history does not go on; the hub's administrator is told why
   */
  public record Standing(long position, long historyPosition, boolean historyHalted) {}

  /** How a repository stands on the hub. */
  public Standing standing(RepositoryName repository) throws IOException, Fault {
    String path = BASE + repository + "/standing";
    Forms.RepositoryStanding it =
        uninterrupted(() -> connection.json("GET", path, "", Forms.RepositoryStanding.class));
    return new Standing(it.position(), it.historyPosition(), it.historyHalted());
  }

  @Override
  public Map<RepositoryName, Long> await(Map<RepositoryName, Long> after, Duration atMost)
      throws IOException, Fault {
    return uninterrupted(() -> announcements.await(after, atMost));
  }

  @Override
  public Set<Digest> missing(RepositoryName repository, Collection<Digest> chunks)
      throws IOException, Fault {
    byte[] asked = Json.bytes(Forms.Digests.of(chunks));
    // What is missing was asked for: no answer is longer than that.
    byte[] answer =
        ask(repository, "/chunks/missing", asked, it -> it.readNBytes(asked.length + SHORT_ANSWER));
    return new HashSet<>(Json.answer(answer, Forms.Digests.class).toDigests());
  }

  /** Asks for what may be asked for twice, on the packs' way, which costs the least. */
  private <T> T ask(
      RepositoryName repository, String what, byte[] body, PackLine.Receiver<T> receiver)
      throws IOException, Fault {
    String path = BASE + repository + what;
    return uninterrupted(() -> packs.post(path, body.length, out -> out.write(body), receiver));
  }

  @Override
  public void store(RepositoryName repository, List<Chunk> chunks) throws IOException, Fault {
    store(BASE + repository + "/chunks", chunks);
  }

  @Override
  public void storePart(RepositoryName repository, NodeId upload, int from, List<Chunk> chunks)
      throws IOException, Fault {
    String part = "?upload=" + upload + "&from=" + from;
    store(BASE + repository + "/chunks" + part, chunks);
  }

  @Override
  public void onUpload(RepositoryName repository, Consumer<UploadPart> listener) {
    announcements.onUpload(repository, listener);
  }

  private void store(String path, List<Chunk> chunks) throws IOException, Fault {
    List<OutgoingFrame> pack = chunks.stream().map(OutgoingFrame::of).toList();
    long length = pack.stream().mapToLong(OutgoingFrame::size).sum();
    byte[] _ =
        uninterrupted(() ->
            packs.post(
                path,
                length,
                out -> {
                  for (OutgoingFrame frame : pack) {
                    frame.writeTo(out);
                  }
                },
                answer -> answer.readNBytes(SHORT_ANSWER)));
  }

  @Override
  public Pack fetch(RepositoryName repository, Set<Digest> chunks) throws IOException, Fault {
    byte[] asked = Json.bytes(Forms.Digests.of(chunks));
    return ask(repository, "/chunks/fetch", asked, answer -> reader.read(answer, chunks));
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    announcements.close();
    packs.close();
    connection.close();
  }
}
