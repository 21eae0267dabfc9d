package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The synchronised directory as the desk uses it. Paths are relative to it: names with '/' between
 * them, "" for the directory itself. Links are never followed.
 *
 * <p>What a person does there goes on at the same time. So nothing is replaced or removed without
 * saying what is expected there; if anything else is, {@link Surprise} is thrown and it is left
 * alone.
 */
public interface DeskDisk {

  /** Somebody else changed what was about to be changed. */
  final class Surprise extends IOException {
    private static final long serialVersionUID = 1L;

    public Surprise(String path) {
      super(path + " was changed meanwhile");
    }
  }

  /** Whether the directory is there, and is the one that was added. */
  boolean isPresent() throws IOException;

  /** What stands there, or null. */
  @Nullable Seen look(String path) throws IOException;

  /** The names in a folder, in no order; names that no entry may have are among them. */
  List<String> list(String path) throws IOException;

  /** Where a link points, as it is written; null if no link is there any more. */
  @Nullable String targetOrNull(String path) throws IOException;

  /** Opens a file to read it while others may write it. */
  Source open(String path) throws IOException;

  /** A file that is being read. */
  interface Source extends Closeable {

    /** Fills the buffer from the position; the bytes read are fewer only at the end. */
    int read(long position, ByteBuffer target) throws IOException;

    /** What it is now, whatever its name. */
    Seen look() throws IOException;
  }

  /**
   * Opens a draft: a file in the making that has no name in the directory yet. It is found again
   * after a crash, with any bytes that were not sealed.
   *
   * @param key its name among the drafts: letters, digits and '-'
   */
  Draft draft(String key) throws IOException;

  /** A draft; one thread at a time. */
  interface Draft extends Source {

    /** Writes all of the buffers at the end; many together cost less than each alone. */
    void append(List<ByteBuffer> buffers) throws IOException;

    /** Cuts it to this size. */
    void truncate(long size) throws IOException;

    /** Makes durable what was written so far; any thread may do so while another writes. */
    void force() throws IOException;
  }

  /** The keys of the drafts that there are. */
  List<String> drafts() throws IOException;

  /** Gives a closed draft another key; what had that is gone. */
  void renameDraft(String draft, String key) throws IOException;

  /** Bytes that may still be written here. */
  long usableBytes() throws IOException;

  /** Removes a draft, if there is one. */
  void discard(String key) throws IOException;

  /**
   * Gives closed drafts their attributes and makes them durable.
   *
   * @param seals the drafts that are complete
   */
  void seal(Collection<Seal> seals) throws IOException;

  /** A draft's attributes. */
  record Seal(String key, boolean executable, long modifiedMillis) {}

  /**
   * Gives a sealed draft its name.
   *
   * @param expected what it replaces, null for nothing
   * @return what stands there then
   */
  Seen place(String key, String path, @Nullable Seen expected) throws IOException;

  /** Makes a folder where nothing is. */
  Seen makeFolder(String path) throws IOException;

  /** Makes a link where nothing is. */
  Seen makeLink(String path, String target) throws IOException;

  /** Gives a file, folder or link another name, where nothing is. */
  void move(String from, String to) throws IOException;

  /** Removes the file or link that is expected there. */
  void removeFile(String path, Seen expected) throws IOException;

  /**
   * Removes an empty folder.
   *
   * @throws Surprise if it holds anything
   */
  void removeFolder(String path) throws IOException;

  /** Gives the file that is expected there other attributes. */
  Seen attributes(String path, boolean executable, long modifiedMillis, Seen expected)
      throws IOException;

  /** Makes the names in these folders durable, as far as they exist. */
  void force(Collection<String> folders) throws IOException;
}
