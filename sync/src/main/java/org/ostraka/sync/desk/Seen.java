package org.ostraka.sync.desk;

import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;

/**
 * What a directory says about one of its names. Equal twice means that nobody touched it between,
 * as far as the file system's clock can tell.
 *
 * @param size in bytes
 * @param modifiedNanos of the content, since 1970 UTC
 * @param changedNanos of content, name or permissions; nobody can set it
 * @param inode which file it is, whatever its name
 */
public record Seen(
    Kind kind, long size, long modifiedNanos, long changedNanos, long inode, boolean executable) {

  /** What may be synchronised; sockets and devices may not. */
  public enum Kind {
    FOLDER,
    FILE,
    LINK,
    OTHER
  }

  boolean isKindOf(Entry entry) {
    return switch (entry) {
      case Folder _ -> kind == Kind.FOLDER;
      case FileEntry _ -> kind == Kind.FILE;
      case LinkEntry _ -> kind == Kind.LINK;
    };
  }

  /** Whether the content is the same as then; the name and the permissions may have changed. */
  boolean sameContentAs(Seen then) {
    return kind == then.kind
        && inode == then.inode
        && size == then.size
        && modifiedNanos == then.modifiedNanos;
  }

  long modifiedMillis() {
    return Math.floorDiv(modifiedNanos, 1_000_000L);
  }
}
