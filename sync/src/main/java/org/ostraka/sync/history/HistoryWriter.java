package org.ostraka.sync.history;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.tmatesoft.svn.core.SVNCommitInfo;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNLogEntry;
import org.tmatesoft.svn.core.SVNPropertyValue;
import org.tmatesoft.svn.core.SVNRevisionProperty;
import org.tmatesoft.svn.core.internal.util.SVNDate;
import org.tmatesoft.svn.core.io.ISVNEditor;
import org.tmatesoft.svn.core.io.SVNRepository;

/**
 * The writer of one history: what other clients committed first, then the journal's records, then
 * what has to be healed. One thread owns it.
 *
 * <p>A record is committed exactly once: the commit itself names the records in it, and whatever a
 * crash cut off is learned from the revisions that this writer's own tree does not know yet.
 */
final class HistoryWriter {
  private static final UserName HUB = new UserName("hub");

  /** More than folders can be one in another: each attempt may learn of one more that is there. */
  private static final int ATTEMPTS = 300;

  private final Vault vault;
  private final HistorySettings settings;
  private final HistorySource source;
  private final CommittedTree tree;
  private final String root;

  /** Of the youngest revision: dates of revisions rise, so that one can be found by its date. */
  private Instant latest = Instant.MIN;

  HistoryWriter(Vault vault, HistorySettings settings, HistorySource source, CommittedTree tree)
      throws SVNException {
    this.vault = vault;
    this.settings = settings;
    this.source = source;
    this.tree = tree;
    this.root = vault.path();
  }

  /** The oldest records that are not committed, as many as one step takes. */
  List<JournalRecord> waiting() throws IOException, Fault {
    RecordSet done = tree.records();
    return source.after(done.prefix(), settings.batch()).stream()
        .filter(each -> !done.contains(each.seq()))
        .toList();
  }

  /** Takes in every revision that is not known yet. */
  void readOutside(SVNRepository connection) throws IOException, Fault {
    try {
      long youngest = connection.getLatestRevision();
      requireNotOlder(youngest);
      if (latest.equals(Instant.MIN)) {
        raise(date(connection, youngest));
      }
      if (tree.revision() == 0 && youngest > 0 && source.position() == 0) {
        takeInAll(connection, youngest);
      }
      while (tree.revision() < youngest) {
        takeIn(connection, tree.revision() + 1);
      }
    } catch (SVNException e) {
      throw SvnFailures.convert("the Subversion repository cannot be read", e);
    }
  }

  private static Instant date(SVNRepository connection, long revision) throws SVNException {
    @Nullable SVNPropertyValue date =
        connection.getRevisionPropertyValue(revision, SVNRevisionProperty.DATE);
    return date == null
        ? Instant.EPOCH
        : SVNDate.parseDate(SVNPropertyValue.getPropertyAsString(date)).toInstant();
  }

  private void raise(Instant date) {
    latest = date.isAfter(latest) ? date : latest;
  }

  private void requireNotOlder(long youngest) throws Fault {
    if (youngest < tree.revision()) {
      throw new Fault(
          FaultKind.CORRUPT,
          "svn-went-back",
          "the Subversion repository's youngest revision is %d, but it had %d already: was it"
                  .formatted(youngest, tree.revision())
              + " restored from an older backup? Nothing is written to it. To go on, give the"
              + " hub's repository a new Subversion repository");
    }
  }

  private void takeInAll(SVNRepository connection, long revision)
      throws SVNException, IOException, Fault {
    SvnReader reader = new SvnReader(connection, source);
    @Nullable SVNLogEntry entry = reader.logEntryOrNull(revision);
    Draft draft = new Draft(tree);
    RecordSet echoes = new RecordSet();
    if (entry != null) {
      HubChanges hub = hubChanges(connection, draft, entry, new HashMap<>());
      OutsideCommits.takeInAll(reader, revision, draft, hub);
      echoes = hub.echoes();
    }
    tree.save(draft, revision, echoes, List.of());
  }

  private HubChanges hubChanges(
      SVNRepository connection,
      Draft draft,
      SVNLogEntry entry,
      Map<ChangeId, HubChanges.Answer> answers)
      throws SVNException {
    String name = connection.getRepositoryUUID(true) + "-r" + entry.getRevision();
    UserName author = OutsideCommits.author(entry.getAuthor());
    return new HubChanges(source, draft, author, name, answers);
  }

  private void takeIn(SVNRepository connection, long revision)
      throws SVNException, IOException, Fault {
    SvnReader reader = new SvnReader(connection, source);
    @Nullable SVNLogEntry entry = reader.logEntryOrNull(revision);
    Optional<RecordSet> own =
        CommitNote.recordsIn(connection.getRevisionProperties(revision, null), settings.journal());
    if (own.isPresent() && isNews(own.get())) {
      takeInOwn(revision, own.get());
    } else if (entry == null) {
      tree.save(new Draft(tree), revision, new RecordSet(), List.of());
    } else {
      takeInOutside(connection, revision, entry);
      raise(date(connection, revision));
    }
  }

  /** Anybody may write such a property; what is in an earlier commit is in no other. */
  private boolean isNews(RecordSet records) throws IOException, Fault {
    RecordSet known = tree.records();
    return !records.isEmpty()
        && records.last() <= source.position()
        && !known.contains(records.first())
        && !known.contains(records.last());
  }

  /** A commit of this writer that it did not live to note down, or that another one overtook. */
  private void takeInOwn(long revision, RecordSet records) throws IOException, Fault {
    Draft draft = new Draft(tree);
    int span = Math.toIntExact(records.last() - records.first() + 1);
    for (JournalRecord each : source.after(records.first() - 1, span)) {
      if (records.contains(each.seq())) {
        Replay.apply(each, draft);
      }
    }
    tree.save(draft, revision, records, List.of());
  }

  private void takeInOutside(SVNRepository connection, long revision, SVNLogEntry entry)
      throws SVNException, IOException, Fault {
    Map<ChangeId, HubChanges.Answer> answers = new HashMap<>();
    for (int attempt = 1; ; attempt++) {
      Draft draft = new Draft(tree);
      HubChanges hub = hubChanges(connection, draft, entry, answers);
      try {
        OutsideCommits.takeIn(new SvnReader(connection, source), entry, root, draft, hub);
        tree.save(draft, revision, hub.echoes(), List.of());
        return;
      } catch (Fault e) {
        if (e.kind() != FaultKind.BUSY || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Commits the records.
   *
   * @return whether all were; if not, another client was faster, and its revisions come first
   */
  boolean commit(SVNRepository connection, List<JournalRecord> records) throws IOException, Fault {
    for (Batch batch : Batch.cut(records)) {
      Draft draft = new Draft(tree);
      batch.records().forEach(each -> Replay.apply(each, draft));
      RecordSet positions = batch.positions();
      Instant time = batch.time().isAfter(latest) ? batch.time() : latest;
      CommitNote note =
          new CommitNote(settings.journal(), batch.user(), time, batch.message(), positions);
      if (!commit(connection, draft, note, List.of())) {
        return false;
      }
    }
    return true;
  }

  /** Makes what is in doubt as the hub has it. Nothing else may wait. */
  boolean heal(SVNRepository connection, Instant now) throws IOException, Fault {
    List<NodeId> doubtful = tree.doubtful();
    if (doubtful.isEmpty()) {
      return true;
    }
    Draft draft = new Draft(tree);
    Healing healing = new Healing(draft, source);
    for (NodeId id : doubtful) {
      healing.heal(id);
    }
    String message = "as on the hub, after another client's commit that it could not take";
    CommitNote note = new CommitNote(settings.journal(), HUB, now, message, new RecordSet());
    return commit(connection, draft, note, doubtful);
  }

  private boolean commit(
      SVNRepository connection, Draft draft, CommitNote note, List<NodeId> healed)
      throws IOException, Fault {
    long base = tree.revision();
    EditorDrive drive = new EditorDrive(draft, base, root, source);
    if (drive.isEmpty()) {
      tree.save(draft, base, note.records(), healed);
      return true;
    }
    try {
      long revision = write(connection, drive, note);
      vault.sign(connection, revision, note);
      raise(note.time());
      if (revision != base + 1) {
        return false;
      }
      tree.save(draft, revision, note.records(), healed);
      return true;
    } catch (SVNException e) {
      return overtaken(connection, base, e);
    }
  }

  private boolean overtaken(SVNRepository connection, long base, SVNException failure)
      throws IOException, Fault {
    try {
      if (SvnFailures.overtaken(failure) && connection.getLatestRevision() > base) {
        return false;
      }
    } catch (SVNException e) {
      failure.addSuppressed(e);
    }
    throw SvnFailures.convert("the commit did not succeed", failure);
  }

  private long write(SVNRepository connection, EditorDrive drive, CommitNote note)
      throws SVNException, IOException, Fault {
    ISVNEditor editor = vault.editor(connection, note);
    boolean closed = false;
    try {
      drive.run(editor);
      SVNCommitInfo info = editor.closeEdit();
      closed = true;
      return info.getNewRevision();
    } finally {
      if (!closed) {
        abort(editor);
      }
    }
  }

  private static void abort(ISVNEditor editor) {
    try {
      editor.abortEdit();
    } catch (SVNException _) {
      // The failure that led here is the one to tell; what is left behind is cleared at start.
    }
  }
}
