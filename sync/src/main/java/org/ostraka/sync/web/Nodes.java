package org.ostraka.sync.web;

import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.hub.Versions;

/** What a listing says of a node. */
final class Nodes {

  private Nodes() {}

  static Forms.NodeJson json(Node node, Right right) {
    return new Forms.NodeJson(
        node.id().toString(),
        node.name().text(),
        kind(node.entry()),
        size(node.entry()),
        modified(node.entry()),
        node.version(),
        right.word());
  }

  static Forms.Found found(Versions.Found found) {
    return new Forms.Found(
        found.node().toString(),
        kind(found.entry()),
        size(found.entry()),
        modified(found.entry()),
        found.seq(),
        found.gone());
  }

  static String kind(Entry entry) {
    return switch (entry) {
      case Folder _ -> "folder";
      case FileEntry _ -> "file";
      case LinkEntry _ -> "link";
    };
  }

  static long size(Entry entry) {
    return entry instanceof FileEntry file ? file.content().size() : 0;
  }

  static long modified(Entry entry) {
    return entry instanceof FileEntry file ? file.modifiedMillis() : 0;
  }
}
