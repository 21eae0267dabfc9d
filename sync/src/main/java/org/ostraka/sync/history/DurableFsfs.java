package org.ostraka.sync.history;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Disk;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.internal.io.fs.FSFS;
import org.tmatesoft.svn.core.internal.io.fs.FSTransactionInfo;
import org.tmatesoft.svn.core.internal.io.fs.FSTransactionRoot;

/**
 * SVNKit's FSFS back end with what it lacks: a revision is durable before {@code current} names it.
 *
 * <p>SVNKit moves the finished revision and its properties to their names and then replaces {@code
 * current}, all without fsync. Whoever reads a repository looks at {@code current} first; so if
 * that is replaced last and everything before it is forced, a crash leaves either the old
 * repository, with files that nobody looks at, or the new one.
 *
 * <p>The many small files of a transaction under way are kept out of the repository, in a scratch
 * directory on the fastest file system there is: they are worth nothing after a crash. See
 * docs/decisions/0006-history-is-durable-before-current.md.
 */
final class DurableFsfs extends FSFS {
  private final Disk disk;
  private final Path scratch;
  private String[] nextIds = {"1", "0"};

  DurableFsfs(Path repository, Disk disk, Path scratch) {
    super(repository.toFile());
    this.disk = disk;
    this.scratch = scratch;
  }

  /** Called by SVNKit as the last step of a commit, under the repository's write lock. */
  @Override
  protected void writeCurrentFile(long revision, String nextNode, String nextCopy)
      throws SVNException, IOException {
    force(getNewRevisionFile(revision).toPath(), getDBRevsDir().toPath());
    force(getNewRevisionPropertiesFile(revision).toPath(), getRevisionPropertiesRoot().toPath());
    byte[] line = (revision + "\n").getBytes(StandardCharsets.US_ASCII);
    new AtomicFiles(disk).replace(getCurrentFile().toPath(), line);
  }

  /** Forces the file and each directory from its own up to the top. */
  private void force(Path file, Path top) throws IOException {
    try (Disk.File open = disk.open(file)) {
      open.force();
    }
    for (Path at = file.getParent(); at != null && at.startsWith(top); at = at.getParent()) {
      disk.forceDirectory(at);
    }
  }

  @Override
  public File getTransactionsParentDir() {
    return scratch.toFile();
  }

  @Override
  public File getTransactionProtoRevLockFile(String transaction) {
    return scratch.resolve(transaction + ".rev-lock").toFile();
  }

  /** On the repository's file system, because it is renamed into it. */
  @Override
  public File getTransactionPropertiesFile(String transaction) {
    return getDBRoot()
        .toPath()
        .resolve(TRANSACTION_PROTOS_DIR)
        .resolve(transaction + ".props")
        .toFile();
  }

  /** Two counters that SVNKit would write into a file and read back several times for each node. */
  @Override
  public void writeNextIDs(String transaction, String node, String copy) {
    nextIds = new String[] {node, copy};
  }

  @Override
  public FSTransactionRoot createTransactionRoot(FSTransactionInfo transaction) {
    return new FSTransactionRoot(
        this,
        transaction.getTxnId(),
        transaction.getBaseRevision(),
        FSTransactionRoot.SVN_FS_TXN_CHECK_LOCKS) {
      @Override
      public String[] readNextIDs() {
        return nextIds.clone();
      }
    };
  }
}
