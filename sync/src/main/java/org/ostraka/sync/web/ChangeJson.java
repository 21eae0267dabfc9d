package org.ostraka.sync.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.NodeId;
import org.ostraka.web.Call;
import org.ostraka.web.Json;

/**
 * A change in JSON.
 *
 * @param kind create, edit, move or remove
 * @param parent of create and move
 * @param name of create and move
 * @param entry of create and edit
 * @param against of edit, move and remove
 */
record ChangeJson(
    String kind,
    String id,
    String node,
    @Nullable String parent,
    @Nullable String name,
    @Nullable EntryJson entry,
    @Nullable Long against) {

  /**
   * What stands under a name.
   *
   * @param kind folder, file or link
   * @param executable of a file
   * @param modified of a file: milliseconds since 1970 UTC
   * @param chunks of a file, in their order
   * @param target of a link
   */
  record EntryJson(
      String kind,
      @Nullable Boolean executable,
      @Nullable Long modified,
      @Nullable List<ChunkJson> chunks,
      @Nullable String target) {

    static EntryJson of(Entry entry) {
      return switch (entry) {
        case Folder _ -> new EntryJson("folder", null, null, null, null);
        case FileEntry(Content content, boolean executable, long modified) ->
            new EntryJson(
                "file",
                executable,
                modified,
                content.chunks().stream().map(ChunkJson::of).toList(),
                null);
        case LinkEntry(String target) -> new EntryJson("link", null, null, null, target);
      };
    }

    Entry toEntry() throws Fault {
      return switch (Json.require(kind, "entry.kind")) {
        case "folder" -> Folder.FOLDER;
        case "file" -> toFile();
        case "link" -> new LinkEntry(Json.require(target, "entry.target"));
        default -> throw Call.refused("entry.kind: folder, file or link");
      };
    }

    private FileEntry toFile() throws Fault {
      List<ChunkJson> given = Json.require(chunks, "entry.chunks");
      if (given.size() > Content.MAX_CHUNKS) {
        throw Fault.of(FaultKind.TOO_LARGE, "a file has at most " + Content.MAX_CHUNKS + " chunks");
      }
      List<ChunkRef> refs = new ArrayList<>(given.size());
      for (ChunkJson chunk : given) {
        refs.add(chunk.toRef());
      }
      return new FileEntry(
          Content.of(refs),
          Json.require(executable, "entry.executable"),
          Json.require(modified, "entry.modified"));
    }
  }

  /** A chunk of a file. */
  record ChunkJson(String digest, int length) {
    static ChunkJson of(ChunkRef ref) {
      return new ChunkJson(ref.digest().toString(), ref.length());
    }

    ChunkRef toRef() throws Fault {
      return new ChunkRef(Digest.parse(Json.require(digest, "digest")), length);
    }
  }

  static ChangeJson of(Change change) {
    String id = change.id().toString();
    String node = change.node().toString();
    return switch (change) {
      case Change.Create(_, _, NodeId parent, EntryName name, Entry entry) ->
          new ChangeJson(
              "create", id, node, parent.toString(), name.text(), EntryJson.of(entry), null);
      case Change.Edit(_, _, Entry entry, long against) ->
          new ChangeJson("edit", id, node, null, null, EntryJson.of(entry), against);
      case Change.Move(_, _, NodeId parent, EntryName name, long against) ->
          new ChangeJson("move", id, node, parent.toString(), name.text(), null, against);
      case Change.Remove(_, _, long against) ->
          new ChangeJson("remove", id, node, null, null, null, against);
    };
  }

  /**
   * The change that it stands for.
   *
   * @throws Fault INVALID_INPUT naming the field and the rule
   */
  Change toChange() throws Fault {
    try {
      ChangeId changeId = ChangeId.parse(Json.require(id, "id"));
      NodeId nodeId = NodeId.parse(Json.require(node, "node"));
      return switch (Json.require(kind, "kind")) {
        case "create" -> new Change.Create(changeId, nodeId, toParent(), toName(), toEntry());
        case "edit" -> new Change.Edit(changeId, nodeId, toEntry(), toAgainst());
        case "move" -> new Change.Move(changeId, nodeId, toParent(), toName(), toAgainst());
        case "remove" -> new Change.Remove(changeId, nodeId, toAgainst());
        default -> throw Call.refused("kind: create, edit, move or remove");
      };
    } catch (IllegalArgumentException e) {
      throw Call.refused(String.valueOf(e.getMessage()));
    }
  }

  private NodeId toParent() throws Fault {
    return NodeId.parse(Json.require(parent, "parent"));
  }

  private EntryName toName() throws Fault {
    return new EntryName(Json.require(name, "name"));
  }

  private Entry toEntry() throws Fault {
    return Json.require(entry, "entry").toEntry();
  }

  private long toAgainst() throws Fault {
    return Json.require(against, "against");
  }
}
