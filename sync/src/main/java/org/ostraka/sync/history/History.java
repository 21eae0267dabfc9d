package org.ostraka.sync.history;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Background;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNURL;
import org.tmatesoft.svn.core.io.SVNRepository;

/**
 * The history of one repository in Subversion: a thread of its own that brings journal and
 * Subversion together, and the reading of old versions. May be used from any thread.
 *
 * <p>It never delays the hub: it only reads the journal, whenever it comes to it.
 */
public final class History implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(History.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final Vault vault;
  private final HistorySettings settings;
  private final HistorySource source;
  private final CommittedTree tree;
  private final OldVersions old;
  private final InstantSource clock;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread;
  private volatile Optional<String> trouble = Optional.empty();

  private History(
      Vault vault,
      HistorySettings settings,
      HistorySource source,
      CommittedTree tree,
      InstantSource clock) {
    this.vault = vault;
    this.settings = settings;
    this.source = source;
    this.tree = tree;
    this.old = new OldVersions(vault, tree, source);
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("history-" + settings.journal()).unstarted(this::run);
  }

  /**
   * Opens the history, and makes the repository if it is the hub's own and does not exist. Nothing
   * is written or read before {@link #start}.
   */
  public static History open(
      HistoryPlace place, HistorySettings settings, HistorySource source, InstantSource clock)
      throws IOException, Fault {
    try {
      return new History(
          vault(place, settings), settings, source, CommittedTree.open(settings.state()), clock);
    } catch (SVNException e) {
      throw SvnFailures.convert("the Subversion repository cannot be opened", e);
    }
  }

  private static Vault vault(HistoryPlace place, HistorySettings settings)
      throws SVNException, IOException, Fault {
    return switch (place) {
      case HistoryPlace.Own own -> LocalVault.own(own.directory(), settings.state());
      case HistoryPlace.Attached attached ->
          "file".equalsIgnoreCase(attached.url().getScheme())
              ? LocalVault.open(SVNURL.parseURIEncoded(attached.url().toString()), settings.state())
              : new ServerVault(attached);
    };
  }

  /**
   * Tries an existing repository out before it is attached: that it answers, is a folder of a
   * repository, and takes commits. Writes nothing there.
   *
   * @throws Fault what is wrong with it, for the person who wants to attach it
   */
  public static void tryOut(HistoryPlace.Attached place) throws IOException, Fault {
    new PlaceCheck(place).run();
  }

  /** Begins to work, on a thread of its own. To be called once. */
  public void start() {
    thread.start();
  }

  /** Says that the journal may have grown; otherwise it is looked at with each poll. */
  public void wake() {
    bell.release();
  }

  /** How far it is. */
  public HistoryStatus status() throws IOException, Fault {
    long position = tree.records().prefix();
    return new HistoryStatus(position, source.position() - position, tree.revision(), trouble);
  }

  /** The file's versions, youngest first; also of a file that was removed. */
  public List<FileVersion> versions(NodeId file) throws IOException, Fault {
    return old.versions(file);
  }

  /**
   * The revision that has a journal record; empty while none has.
   *
   * <p>Of what one user did to one file within a short window only the last is in the revision.
   */
  public OptionalLong revisionOf(long record) {
    return tree.revisionOf(record);
  }

  /** The youngest journal record that a revision or an older one has; 0 if there is none. */
  public long recordAt(long revision) {
    return tree.recordAt(revision);
  }

  /** Writes the file's bytes as of this moment. */
  public void read(NodeId file, HistoryPoint at, OutputStream out) throws IOException, Fault {
    old.read(file, at, out);
  }

  /**
   * What would bring the file or folder back as it was, now or after its removal: what is missing
   * is created again, under its old id where that is known, what differs is edited, and what came
   * later stays. The content is with the hub when this returns.
   *
   * @return changes to be asked for in this order; none if all is as it was
   */
  public List<Change> restoration(NodeId node, HistoryPoint at) throws IOException, Fault {
    return old.restoration(node, at);
  }

  private void run() {
    // Whoever waits for a change to be relayed goes first.
    boolean _ = Background.giveWay();
    while (!isClosed()) {
      try {
        work();
        return;
      } catch (SVNException e) {
        note(e, e.getErrorMessage().getFullMessage());
      } catch (Fault e) {
        note(e, e.text());
      } catch (IOException e) {
        note(e, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // SVNKit's faults and ours: the hub relays without history, and says that it stands still.
        note(e, "it broke: " + e);
      }
      waitWithoutBell(AFTER_TROUBLE);
    }
  }

  private void note(Exception failure, String text) {
    // Once, not every time that it is tried: a server may be away for days.
    if (!trouble.equals(Optional.of(text))) {
      LOG.warn("the history {} stands still: {}", settings.journal(), text, failure);
    }
    trouble = Optional.of(text);
  }

  /** Works until it is closed, over one connection. */
  private void work() throws SVNException, IOException, Fault {
    HistoryWriter writer = new HistoryWriter(vault, settings, source, tree);
    SVNRepository connection = vault.connect();
    try {
      long waitingSince = System.nanoTime();
      while (!isClosed()) {
        writer.readOutside(connection);
        List<JournalRecord> waiting = writer.waiting();
        boolean due =
            waiting.size() >= settings.batch()
                || System.nanoTime() - waitingSince >= settings.window().toNanos();
        if (waiting.isEmpty()) {
          writer.heal(connection, clock.instant());
        } else if (due) {
          writer.commit(connection, waiting);
        }
        trouble = Optional.empty();
        if (waiting.isEmpty()) {
          waitForBell();
        } else if (!due) {
          waitWithoutBell(restOfWindow(waitingSince));
        }
        if (waiting.isEmpty() || due) {
          waitingSince = System.nanoTime();
        }
      }
    } finally {
      connection.closeSession();
    }
  }

  /** Not longer than until other clients' commits have to be looked for again. */
  private Duration restOfWindow(long waitingSince) {
    Duration rest = settings.window().minusNanos(System.nanoTime() - waitingSince);
    return rest.compareTo(settings.poll()) > 0 ? settings.poll() : rest;
  }

  private void waitForBell() {
    try {
      boolean _ = bell.tryAcquire(settings.poll().toNanos(), TimeUnit.NANOSECONDS);
      int _ = bell.drainPermits();
    } catch (InterruptedException _) {
      closing.countDown();
    }
  }

  /** While a window is open, more records are no reason to look again. */
  private void waitWithoutBell(Duration length) {
    try {
      boolean _ = closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      closing.countDown();
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  /** Ends after the commit that is under way. What is not committed is, after the next start. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    bell.release();
    join();
    tree.close();
    vault.close();
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
