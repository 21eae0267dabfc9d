package org.ostraka.sync.history;

import org.ostraka.base.Digest;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;

/**
 * How a node stands in Subversion: the little that must be known of it to write the next commit.
 *
 * @param name as Subversion has it, see {@link SvnNames}
 * @param text what tells contents or link targets apart; of folders one constant
 * @param version the last journal record about it that this contains
 */
record Standing(
    NodeId id,
    NodeId parent,
    String name,
    Kind kind,
    boolean executable,
    Digest text,
    long version) {

  /** What a node is in Subversion. The names are those in the database. */
  enum Kind {
    FOLDER,
    FILE,
    LINK
  }

  static Standing of(NodeId id, NodeId parent, EntryName name, Entry entry, long version) {
    String svnName = SvnNames.toSvn(name);
    return switch (entry) {
      case Folder _ ->
          new Standing(id, parent, svnName, Kind.FOLDER, false, Texts.NO_TEXT, version);
      case FileEntry file ->
          new Standing(
              id,
              parent,
              svnName,
              Kind.FILE,
              file.executable(),
              Texts.digest(file.content()),
              version);
      case LinkEntry link ->
          new Standing(id, parent, svnName, Kind.LINK, false, Texts.digest(link), version);
    };
  }

  static Standing of(Node node) {
    return of(node.id(), node.parent(), node.name(), node.entry(), node.version());
  }

  boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  Standing withPlace(NodeId newParent, String newName, long newVersion) {
    return new Standing(id, newParent, newName, kind, executable, text, newVersion);
  }

  /** With another content or target, at the same place. */
  Standing withEntry(Entry entry, long newVersion) {
    Standing other = of(id, parent, new EntryName("x"), entry, newVersion);
    return new Standing(id, parent, name, other.kind, other.executable, other.text, newVersion);
  }

  Standing withVersion(long newVersion) {
    return new Standing(id, parent, name, kind, executable, text, newVersion);
  }

  boolean samePlaceAs(Standing other) {
    return parent.equals(other.parent) && name.equals(other.name);
  }

  /** Whether a reader of the file, link or folder itself sees no difference. */
  boolean reads(Standing other) {
    return kind == other.kind && executable == other.executable && text.equals(other.text);
  }
}
