package org.ostraka.sync.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.JournalRecord;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.io.SVNRepository;

/** A history's writer under a test's own hand, in place of its thread. */
final class Writing implements AutoCloseable {
  final Vault vault;
  final CommittedTree tree;
  final OldVersions old;
  private final HistoryWriter writer;
  private final SVNRepository connection;

  private Writing(Vault vault, HistorySettings settings, PaperHub hub) throws Exception {
    this.vault = vault;
    this.tree = CommittedTree.open(settings.state());
    this.old = new OldVersions(vault, tree, hub);
    this.writer = new HistoryWriter(vault, settings, hub, tree);
    this.connection = vault.connect();
  }

  static Writing own(Path repository, PaperHub hub) throws Exception {
    return own(repository, hub, 1_000);
  }

  static Writing own(Path repository, PaperHub hub, int batch) throws Exception {
    Path state = repository.resolveSibling("state");
    return new Writing(LocalVault.own(repository, state), settings(state, batch), hub);
  }

  static Writing in(Vault vault, Path state, PaperHub hub) throws Exception {
    return new Writing(vault, settings(state, 1_000), hub);
  }

  private static HistorySettings settings(Path state, int batch) {
    return new HistorySettings("test", state, Duration.ofSeconds(2), Duration.ofMillis(500), batch);
  }

  /** Brings both sides together, as the thread does in the end. */
  void settle() throws IOException, Fault {
    boolean healed = false;
    while (!healed) {
      writer.readOutside(connection);
      List<JournalRecord> waiting = writer.waiting();
      if (waiting.isEmpty()) {
        healed = writer.heal(connection, Instant.parse("2030-03-02T00:00:00Z"));
      } else {
        writer.commit(connection, waiting);
      }
    }
  }

  /** Commits the next records; false if none wait. */
  boolean step() throws IOException, Fault {
    writer.readOutside(connection);
    List<JournalRecord> waiting = writer.waiting();
    return !waiting.isEmpty() && writer.commit(connection, waiting);
  }

  /** Commits what waits, as if nobody had looked for other clients' commits. */
  boolean commitBlindly() throws IOException, Fault {
    return writer.commit(connection, writer.waiting());
  }

  long youngest() throws SVNException {
    return connection.getLatestRevision();
  }

  @Override
  public void close() throws IOException {
    connection.closeSession();
    tree.close();
    vault.close();
  }
}
