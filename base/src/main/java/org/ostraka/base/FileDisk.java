package org.ostraka.base;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own file systems: the real {@link Disk}.
 *
 * <p>What it does not do: it takes no lock, so one process owns a directory at a time; and it does
 * not survive {@link Thread#interrupt}, which closes the file under the interrupted thread (see
 * {@link java.nio.channels.InterruptibleChannel}), so a thread that uses it MUST NOT be
 * interrupted.
 */
public final class FileDisk implements Disk {

  /** File systems of Linux that are known to make all durable at once. */
  private static final Set<String> FORCED_WHOLE = Set.of("ext4", "xfs", "btrfs");

  private final FileAttribute<?>[] forDirectories;
  private final FileAttribute<?>[] forFiles;

  /** A disk whose new files have the permissions that the process gives by default. */
  public FileDisk() {
    this(new FileAttribute<?>[0], new FileAttribute<?>[0]);
  }

  private FileDisk(FileAttribute<?>[] forDirectories, FileAttribute<?>[] forFiles) {
    this.forDirectories = forDirectories;
    this.forFiles = forFiles;
  }

  /**
   * A disk whose new directories (0700) and files (0600) are open to their owner only, from the
   * moment they exist: a secret is never readable by others, even for an instant. What exists
   * already keeps its permissions.
   */
  public static FileDisk ownerOnly() {
    return new FileDisk(permissions("rwx------"), permissions("rw-------"));
  }

  private static FileAttribute<?>[] permissions(String mode) {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    Path leaf = directory.toAbsolutePath();
    for (Path at = leaf; at != null && !Files.isDirectory(at); at = at.getParent()) {
      missing.push(at);
    }
    for (Path next : missing) {
      Files.createDirectory(next, forDirectories);
      forceParent(next);
    }
    // It may exist because an earlier run was killed between making and forcing it.
    if (missing.isEmpty()) {
      forceParent(leaf);
    }
  }

  private void forceParent(Path directory) throws IOException {
    @Nullable Path parent = directory.getParent();
    if (parent != null) {
      forceDirectory(parent);
    }
  }

  @Override
  public File open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, Set.of(READ, WRITE, CREATE), forFiles);
    try {
      return ChannelFile.atEnd(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public void rename(Path source, Path target) throws IOException {
    // Without ATOMIC_MOVE the JDK may copy and delete, which a crash can cut in the middle.
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    // fsync of the file makes its content durable, not its name: that is the directory's content.
    try (FileChannel names = FileChannel.open(directory, READ)) {
      names.force(true);
    }
  }

  @Override
  public boolean forceTogether(Path directory) throws IOException {
    // Others, such as those in user space, may take the call and force nothing.
    return FORCED_WHOLE.contains(Files.getFileStore(directory).type())
        && SystemCalls.syncFileSystem(directory);
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    long usable = directory.toFile().getUsableSpace();
    // A file store reads the list of all mounts first: that is for a full disk, and for the error.
    return usable > 0 ? usable : Files.getFileStore(directory).getUsableSpace();
  }
}
