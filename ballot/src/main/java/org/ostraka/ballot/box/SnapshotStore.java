package org.ostraka.ballot.box;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.ballot.LogIndex;

/**
 * Port: replicated tables whose content can be copied out as a directory of files and replaced as a
 * whole, so that a server that lags behind the kept log receives another server's tables.
 *
 * <p>Both calls come from the consensus' own threads; {@link #replaceWith} never while an entry is
 * being applied, {@link #checkpoint} possibly so.
 */
public interface SnapshotStore {

  /**
   * Writes the content as of one commit into {@code directory}, while commits go on.
   *
   * @param directory does not exist yet; its parent does, on the same file system as the store, so
   *     that hard links may save space. When this returns, it holds only plain files (no
   *     sub-directories), durable, each of which is never written again
   * @return the index of the last commit that the copy holds
   */
  LogIndex checkpoint(Path directory) throws IOException;

  /**
   * Replaces the whole content by that of a directory which {@link #checkpoint} made here or on
   * another server. Durable when this returns; a crash before leaves either the old or the new
   * content, never a mixture. Readers that are under way finish or fail with an {@link
   * IOException}; the caller then lets the box reload.
   *
   * @param directory on the same file system as the store; this call may move or link its files
   *     away, and the caller removes what is left of it
   * @return the index of the last commit of the new content
   */
  LogIndex replaceWith(Path directory) throws IOException;
}
