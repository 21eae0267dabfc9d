package org.ostraka.sync;

/** What stands under a name: a folder, a file or a symbolic link. */
public sealed interface Entry permits Folder, FileEntry, LinkEntry {

  /** Whether both are folders, both files or both links: an edit never changes the kind. */
  default boolean sameKindAs(Entry other) {
    return getClass() == other.getClass();
  }
}
