package org.ostraka.sync.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNURL;
import org.tmatesoft.svn.core.internal.io.fs.FSCommitEditor;
import org.tmatesoft.svn.core.internal.io.fs.FSFS;
import org.tmatesoft.svn.core.internal.io.fs.FSRepository;
import org.tmatesoft.svn.core.internal.io.fs.FSRepositoryFactory;
import org.tmatesoft.svn.core.io.ISVNEditor;
import org.tmatesoft.svn.core.io.SVNRepository;
import org.tmatesoft.svn.core.io.SVNRepositoryFactory;

/** A repository in a directory of this machine, written through {@link DurableFsfs}. */
final class LocalVault implements Vault {

  /** A file system in memory, on Linux: transactions under way are thousands of tiny files. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final String SCRATCH_NOTE = "scratch";

  private final Path repository;
  private final SVNURL url;
  private final String path;
  private final Disk disk = new FileDisk();
  private final Path scratch;

  private LocalVault(Path repository, SVNURL url, String path, Path scratch) {
    this.repository = repository;
    this.url = url;
    this.path = path;
    this.scratch = scratch;
  }

  /** The hub's own repository, which is made if it does not exist. */
  static LocalVault own(Path directory, Path state) throws IOException, SVNException, Fault {
    OwnRepository files = new OwnRepository(directory, new FileDisk());
    files.ensure();
    return open(SVNURL.fromFile(files.directory().toFile()), state);
  }

  /** An existing repository. */
  static LocalVault open(SVNURL url, Path state) throws IOException, SVNException, Fault {
    FSRepositoryFactory.setup();
    SVNRepository connection = SVNRepositoryFactory.create(url);
    String root = connection.getRepositoryRoot(true).getPath();
    Path repository = Path.of(root);
    requireModern(repository);
    new OwnRepository(repository, new FileDisk()).clear();
    String path = url.getPath().substring(root.length());
    return new LocalVault(repository, url, path, scratch(state));
  }

  private static void requireModern(Path repository) throws IOException, SVNException, Fault {
    FSFS files = new FSFS(repository.toFile());
    files.openRoot();
    if (files.readDBFormat() < FSFS.MIN_PACKED_FORMAT) {
      throw new Fault(
          FaultKind.UNSUPPORTED,
          "svn-format",
          repository
              + " has a format from before Subversion 1.6: run svnadmin upgrade on it, or attach"
              + " it through svnserve");
    }
  }

  /** A new directory; that of an earlier run, which may have been killed, is removed. */
  private static Path scratch(Path state) throws IOException, Fault {
    Files.createDirectories(state);
    AtomicFiles files = new AtomicFiles(new FileDisk());
    Path note = state.resolve(SCRATCH_NOTE);
    if (Files.exists(note)) {
      OwnRepository.delete(Path.of(new String(files.read(note, 4096), UTF_8)));
    }
    // With a random name and for nobody else: anybody may write to the parent.
    Path scratch = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : state, "ostraka-");
    files.replace(note, scratch.toString().getBytes(UTF_8));
    return scratch;
  }

  @Override
  public SVNRepository connect() throws SVNException {
    return SVNRepositoryFactory.create(url);
  }

  @Override
  public ISVNEditor editor(SVNRepository connection, CommitNote note) throws SVNException {
    DurableFsfs files = new DurableFsfs(repository, disk, scratch);
    files.open();
    FSRepository fsConnection = (FSRepository) connection;
    return new FSCommitEditor(
        connection.getRepositoryPath(""), Map.of(), false, null, files, fsConnection, note.all());
  }

  @Override
  public void sign(SVNRepository connection, long revision, CommitNote note) {
    // It was part of the commit.
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    OwnRepository.delete(scratch);
  }
}
