package org.ostraka.base;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The file operations that durable code needs, and no more: append, read at a place, make durable,
 * rename, remove. {@link FileDisk} is the real one; the simulated one loses what was not made
 * durable when it crashes, and tears the last write.
 *
 * <p>Nothing is durable before {@link File#force()} returns, and a new, renamed or removed name is
 * not durable before {@link #forceDirectory} of its directory returns.
 */
public interface Disk {

  /** Creates the directory and its parents; their names are durable when this returns. */
  void createDirectories(Path directory) throws IOException;

  /**
   * Opens the file for appending and reading; creates it empty when it does not exist. A new file's
   * name is durable only after {@link #forceDirectory}, however often its content was forced.
   *
   * @throws java.nio.file.NoSuchFileException if its directory does not exist
   */
  File open(Path file) throws IOException;

  /** The names in the directory, sorted; empty when it does not exist. */
  List<String> list(Path directory) throws IOException;

  boolean exists(Path file) throws IOException;

  /**
   * Replaces {@code target} by {@code source} in one step. Between two directories, force the
   * target's before the source's.
   *
   * @throws java.nio.file.NoSuchFileException if {@code source} does not exist
   */
  void rename(Path source, Path target) throws IOException;

  /** Removes the file if it exists. */
  void delete(Path file) throws IOException;

  /** Makes the directory's names durable. */
  void forceDirectory(Path directory) throws IOException;

  /**
   * Makes the content of every file durable that was written in this directory before, at the cost
   * of forcing one.
   *
   * @return false if this disk cannot do that: then each must be forced
   */
  default boolean forceTogether(Path directory) throws IOException {
    return false;
  }

  /** Bytes that may still be written here. */
  long usableBytes(Path directory) throws IOException;

  /** An open file. Appends come from one thread at a time; reads may come from any. */
  interface File extends Closeable {

    /**
     * Writes all of the buffers' remaining bytes at the end. When it throws, for example because
     * the disk is full, the file is as long as before.
     */
    void append(List<ByteBuffer> buffers) throws IOException;

    /**
     * Fills {@code target} from {@code position}.
     *
     * @return the bytes read: fewer than there was room for only at the file's end, 0 beyond it
     */
    int read(long position, ByteBuffer target) throws IOException;

    /** Bytes in the file. */
    long size() throws IOException;

    /** Cuts the file to {@code size} bytes; a shorter file stays as it is. */
    void truncate(long size) throws IOException;

    /**
     * Makes the content durable. After it threw once, the file takes no more appends: what was
     * written since the last force is unknown until it is opened and checked again.
     */
    void force() throws IOException;
  }
}
