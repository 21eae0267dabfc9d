package org.ostraka.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Small whole files that are either the old or the new one, never a mixture, whenever the machine
 * stops. With {@link Disk} this is all there is to know about fsync in the project.
 *
 * <p>One writer at a time per file: the temporary file has a fixed name beside the real one, {@code
 * NAME.tmp}, so that crashes leave at most one behind. Permissions are the disk's ({@link
 * FileDisk#ownerOnly()}).
 */
public final class AtomicFiles {
  private static final String TEMPORARY = ".tmp";
  private static final int PART_BYTES = 64 * 1024;

  private final Disk disk;

  public AtomicFiles(Disk disk) {
    this.disk = disk;
  }

  /**
   * Gives the file this content, whatever it held; durable when this returns. When it throws, the
   * file holds its old or its new content.
   */
  public void replace(Path file, byte[] content) throws IOException {
    replace(file, out -> out.append(List.of(ByteBuffer.wrap(content))));
  }

  /**
   * Gives the file all that the stream brings, of whatever length, as {@link #replace(Path,
   * byte[])} does.
   *
   * @return the content's digest
   */
  public Digest replace(Path file, InputStream content) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    replace(file, out -> copy(new DigestInputStream(content, sha256), out));
    return Digest.finish(sha256);
  }

  private static void copy(InputStream content, Disk.File out) throws IOException {
    byte[] part = new byte[PART_BYTES];
    for (int read = content.read(part); read >= 0; read = content.read(part)) {
      out.append(List.of(ByteBuffer.wrap(part, 0, read)));
    }
  }

  /** What writes a file's content. */
  @FunctionalInterface
  private interface Content {
    void writeTo(Disk.File out) throws IOException;
  }

  private void replace(Path file, Content content) throws IOException {
    Path directory = directoryOf(file);
    // In the same directory, for a rename across file systems is a copy that can stop half-way.
    Path temporary = directory.resolve(file.getFileName() + TEMPORARY);
    // A crash may have left one; whatever is in it was never visible under the real name.
    disk.delete(temporary);
    try {
      writeDurably(temporary, content);
      // The name changes in one step: a reader finds the old file or the new one.
      disk.rename(temporary, file);
    } catch (IOException e) {
      deleteAfter(e, temporary);
      throw e;
    }
    // Until the directory is durable, a crash may bring the old file back.
    disk.forceDirectory(directory);
  }

  private void writeDurably(Path temporary, Content content) throws IOException {
    try (Disk.File out = disk.open(temporary)) {
      content.writeTo(out);
      // Before the rename: file systems may make the new name durable first, and the content never.
      out.force();
    }
  }

  private void deleteAfter(IOException failure, Path temporary) {
    try {
      disk.delete(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Write-once: the file holds exactly this content, durably, when this returns, whether it was
   * written now or by an earlier try.
   *
   * @throws Fault ALREADY_EXISTS if it holds anything else, which stays untouched
   */
  public void ensure(Path file, byte[] content) throws IOException, Fault {
    if (!disk.exists(file)) {
      replace(file, content);
      return;
    }
    requireSame(file, content);
    // The earlier try may have been killed before its last step.
    disk.forceDirectory(directoryOf(file));
  }

  private void requireSame(Path file, byte[] content) throws IOException, Fault {
    byte @Nullable [] held = readOrNull(file, content.length);
    if (!Arrays.equals(held, content)) {
      throw new Fault(
          FaultKind.ALREADY_EXISTS,
          "other-content",
          file + " exists with other content and is never overwritten: move it away first");
    }
  }

  /**
   * The file's whole content.
   *
   * @param maxBytes the largest size that is read into memory
   * @throws Fault NOT_FOUND if it does not exist, TOO_LARGE if it is longer
   */
  public byte[] read(Path file, int maxBytes) throws IOException, Fault {
    if (!disk.exists(file)) {
      throw Fault.of(FaultKind.NOT_FOUND, file + " does not exist");
    }
    byte @Nullable [] content = readOrNull(file, maxBytes);
    if (content == null) {
      throw Fault.of(FaultKind.TOO_LARGE, "%s is longer than %d bytes".formatted(file, maxBytes));
    }
    return content;
  }

  private byte @Nullable [] readOrNull(Path file, int maxBytes) throws IOException {
    try (Disk.File in = disk.open(file)) {
      if (in.size() > maxBytes) {
        return null;
      }
      ByteBuffer content = ByteBuffer.allocate((int) in.size());
      in.read(0, content);
      return Arrays.copyOf(content.array(), content.position());
    }
  }

  private static Path directoryOf(Path file) {
    @Nullable Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalArgumentException(file + " is a root directory, not a file");
    }
    return directory;
  }
}
