package org.ostraka.ballot.box;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;

/**
 * Port: the replicated tables of one server. Writes come from one thread, reads from any.
 *
 * <p>A commit is atomic but not durable by itself: the log is what survives. After a crash the
 * store stands exactly after some earlier commit, at least the last {@link #flush}, and the log is
 * applied again from there.
 */
public interface BoxStore extends FileNames, Closeable {

  /** The entry of the last commit that the store holds; {@link LogIndex#NONE} when new. */
  LogIndex applied();

  /** The log's time that belongs to {@link #applied}. */
  Instant logTime();

  /**
   * Gives the rows that rebuild a {@link BallotBox}: elections before their own rows, inodes by
   * number, waiting claims by settling time and inode, no files.
   */
  void forEachRow(Consumer<Change> rows) throws IOException;

  /** Writes an entry's changes, its index and the log's time in one atomic batch. */
  void commit(LogIndex index, Instant logTime, List<Change> changes) throws IOException;

  /** Makes every commit durable and returns the last one's index. */
  LogIndex flush() throws IOException;

  /** Makes commits durable at least up to {@code least}, and returns up to where they are. */
  default LogIndex flushTo(LogIndex least) throws IOException {
    return flush();
  }

  /**
   * Reads a valid file.
   *
   * @throws IOException also when its bytes cannot be read back; the digest is the caller's to
   *     check
   */
  Optional<StoredFile> file(ElectionName election, BallotPath name) throws IOException;

  /** What lists show of a valid file, for which its block need not be read. */
  default Optional<FileEntry> entry(ElectionName election, BallotPath name) throws IOException {
    return file(election, name).map(StoredFile::entry);
  }

  /**
   * Up to {@code limit} valid files in order of name, starting behind {@code after}; the root path
   * starts at the beginning.
   */
  List<FileEntry> files(ElectionName election, BallotPath after, int limit) throws IOException;

  /** Gives every valid file of the election in order of name, with its block. */
  void forEachFile(ElectionName election, Consumer<StoredFile> files) throws IOException;

  /**
   * Puts back a damaged file's content, as another server holds it; durable after the next {@link
   * #flush}.
   *
   * @throws IOException also when the content is not that of a valid file of this name
   */
  void repair(ElectionName election, StoredFile file) throws IOException;
}
