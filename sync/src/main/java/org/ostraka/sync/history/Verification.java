package org.ostraka.sync.history;

import java.nio.file.Path;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.tmatesoft.svn.core.SVNCancelException;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.internal.io.fs.FSFS;
import org.tmatesoft.svn.core.wc.SVNRevision;
import org.tmatesoft.svn.core.wc.SVNWCUtil;
import org.tmatesoft.svn.core.wc.admin.ISVNAdminEventHandler;
import org.tmatesoft.svn.core.wc.admin.SVNAdminClient;
import org.tmatesoft.svn.core.wc.admin.SVNAdminEvent;

/**
 * The reading of every revision of a repository in a directory, with all checksums, as {@code
 * svnadmin verify} does it. Commits may go on meanwhile: those that come later are not read.
 */
public final class Verification {
  private final Path repository;
  private final Watcher watcher;

  /** Looks on, and may end it. */
  public interface Watcher {

    /**
     * After each revision.
     *
     * @return whether to go on
     */
    boolean verified(long revision, long youngest);
  }

  /** Of the repository in this directory. */
  public Verification(Path repository, Watcher watcher) {
    this.repository = repository;
    this.watcher = watcher;
  }

  /**
   * Reads them all, or until the watcher ends it.
   *
   * @return what is wrong with the first revision that is damaged; empty if none was found
   * @throws Fault if there is no repository to read
   */
  public Optional<String> run() throws Fault {
    long youngest = youngest();
    SVNAdminClient client =
        new SVNAdminClient(
            SVNWCUtil.createDefaultAuthenticationManager("", new char[0]),
            SVNWCUtil.createDefaultOptions(true));
    Progress progress = new Progress(watcher, youngest);
    client.setEventHandler(progress);
    try {
      client.doVerify(repository.toFile(), SVNRevision.create(0), SVNRevision.create(youngest));
      return Optional.empty();
    } catch (SVNCancelException _) {
      return Optional.empty();
    } catch (SVNException e) {
      return Optional.of(damage(progress, e.getErrorMessage().getFullMessage()));
    } catch (RuntimeException e) {
      // SVNKit's parsers break in many ways on bytes that are not what was written.
      return Optional.of(damage(progress, e.toString()));
    }
  }

  private static String damage(Progress progress, String why) {
    return "r%d: %s".formatted(progress.next, why);
  }

  private long youngest() throws Fault {
    FSFS files = new FSFS(repository.toFile());
    try {
      files.open();
      return files.getYoungestRevision();
    } catch (SVNException e) {
      throw new Fault(
          FaultKind.CORRUPT,
          "svn-damaged",
          "the repository cannot be opened: " + e.getErrorMessage().getFullMessage(),
          e);
    } finally {
      closeQuietly(files);
    }
  }

  private static void closeQuietly(FSFS files) {
    try {
      files.close();
    } catch (SVNException _) {
      // Nothing was written.
    }
  }

  /** How far it is, told to the watcher. */
  private static final class Progress implements ISVNAdminEventHandler {
    private final Watcher watcher;
    private final long youngest;
    private long next;
    private boolean ended;

    Progress(Watcher watcher, long youngest) {
      this.watcher = watcher;
      this.youngest = youngest;
    }

    @Override
    public void handleAdminEvent(SVNAdminEvent event, double progress) throws SVNException {
      next = event.getRevision() + 1;
      ended = !watcher.verified(event.getRevision(), youngest);
      checkCancelled();
    }

    @Override
    public void handleEvent(org.tmatesoft.svn.core.wc.SVNEvent event, double progress) {
      // Of working copies, of which there is none.
    }

    @Override
    public void checkCancelled() throws SVNCancelException {
      if (ended) {
        throw new SVNCancelException();
      }
    }
  }
}
