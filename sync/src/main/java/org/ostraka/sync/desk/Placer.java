package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Content;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Step;
import org.ostraka.sync.ThreeTrees;
import org.ostraka.sync.Tree;

/**
 * Takes the steps of a plan that change this disk. What somebody else changed in the meantime is
 * left alone and looked at again.
 */
final class Placer {
  private final ThreeTrees trees;
  private final Survey survey;
  private final DeskDisk disk;
  private final NodeIds ids;

  /** Complete drafts, by node. */
  private final Map<NodeId, Download.Item> drafts = new HashMap<>();

  private final Set<String> toForce = new TreeSet<>();
  private final List<String> surprises = new ArrayList<>();

  /** What became of a step. */
  enum Outcome {
    DONE,
    /** Its content is not on this disk yet. */
    NEEDS_CONTENT,
    /** The disk is not what it was thought to be. */
    SURPRISED
  }

  Placer(ThreeTrees trees, Survey survey, DeskDisk disk, NodeIds ids) {
    this.trees = trees;
    this.survey = survey;
    this.disk = disk;
    this.ids = ids;
  }

  /** A draft can be placed. */
  void hold(Download.Item item) {
    drafts.put(item.node(), item);
  }

  /** Folders whose names must be made durable before the books are. */
  Set<String> takeToForce() {
    Set<String> taken = Set.copyOf(toForce);
    toForce.clear();
    return taken;
  }

  /** Paths that must be looked at again. */
  List<String> takeSurprises() {
    List<String> taken = List.copyOf(surprises);
    surprises.clear();
    return taken;
  }

  /** Takes the step. */
  Outcome take(Step.Here step) throws IOException {
    try {
      return attempt(step);
    } catch (DeskDisk.Surprise | NoSuchFileException _) {
      switch (step) {
        case Step.CreateHere(Node made) -> surprisedAt(made.parent(), made.name());
        case Step.MoveHere(NodeId id, NodeId parent, EntryName name) -> {
          surprisedAt(id);
          surprisedAt(parent, name);
        }
        case Step.EditHere _, Step.RemoveHere _, Step.GiveWay _, Step.SetAside _ ->
            surprisedAt(step.node());
      }
      return Outcome.SURPRISED;
    }
  }

  private void surprisedAt(NodeId parent, EntryName name) {
    if (local().holdsFolder(parent)) {
      surprises.add(path(parent, name));
      surprisedAt(parent);
    }
  }

  /** The node may be gone, or the folder that it is in. */
  private void surprisedAt(NodeId id) {
    local().path(id).forEach(node -> surprises.add(survey.path(node.id())));
  }

  private Outcome attempt(Step.Here step) throws IOException {
    return switch (step) {
      case Step.CreateHere create -> create(create);
      case Step.EditHere edit -> edit(edit);
      case Step.MoveHere(NodeId id, NodeId parent, EntryName name) -> move(step, id, parent, name);
      case Step.GiveWay(NodeId id, EntryName name) -> move(step, id, parentOf(id), name);
      case Step.SetAside(NodeId id, EntryName name) -> move(step, id, parentOf(id), name);
      case Step.RemoveHere(NodeId id) -> remove(step, id);
    };
  }

  private Tree local() {
    return trees.local();
  }

  private Node here(NodeId id) throws DeskDisk.Surprise {
    @Nullable Node node = local().nodeOrNull(id);
    if (node == null) {
      throw new DeskDisk.Surprise(id.toString());
    }
    return node;
  }

  private NodeId parentOf(NodeId id) throws DeskDisk.Surprise {
    return here(id).parent();
  }

  private String path(NodeId parent, EntryName name) {
    String above = parent.equals(local().root()) ? "" : survey.path(parent) + "/";
    return above + name;
  }

  private void touch(String path) {
    int slash = path.lastIndexOf('/');
    toForce.add(slash < 0 ? "" : path.substring(0, slash));
  }

  private void requireRoom(NodeId parent, EntryName name) throws DeskDisk.Surprise {
    if (!local().holdsFolder(parent) || local().childOrNull(parent, name) != null) {
      throw new DeskDisk.Surprise(name.text());
    }
  }

  private Outcome create(Step.CreateHere step) throws IOException {
    Node made = step.made();
    requireRoom(made.parent(), made.name());
    if (made.entry() instanceof FileEntry file && draftOrNull(made.id(), file) == null) {
      return Outcome.NEEDS_CONTENT;
    }
    String path = path(made.parent(), made.name());
    switch (made.entry()) {
      case Folder _ -> settle(step, path, disk.makeFolder(path));
      case LinkEntry(String target) -> settle(step, path, disk.makeLink(path, target));
      case FileEntry file -> {
        @Nullable String key = draftOrNull(made.id(), file);
        if (key == null) {
          return Outcome.NEEDS_CONTENT;
        }
        settle(step, path, disk.place(key, path, null));
        drafts.remove(made.id());
        checkPlaced(made.id(), path, file);
      }
    }
    return Outcome.DONE;
  }

  private void settle(Step.Here step, String path, Seen now) {
    survey.note(step.node(), now);
    trees.done(step, step.node());
    touch(path);
  }

  /** The key of a draft with just this content and these attributes, or null. */
  private @Nullable String draftOrNull(NodeId id, FileEntry target) {
    Download.@Nullable Item held = drafts.get(id);
    return held != null && held.target().equals(target) ? held.key() : null;
  }

  /** Who writes between the placing and the look that followed it is found by size or time. */
  private void checkPlaced(NodeId id, String path, FileEntry file) {
    @Nullable Seen now = survey.seenOrNull(id);
    if (now != null
        && (now.size() != file.content().size() || now.modifiedMillis() != file.modifiedMillis())) {
      survey.doubt(id);
      surprises.add(path);
    }
  }

  private Outcome edit(Step.EditHere step) throws IOException {
    Node mine = here(step.node());
    String path = survey.path(mine.id());
    @Nullable Seen expected = survey.seenOrNull(mine.id());
    if (expected == null) {
      throw new DeskDisk.Surprise(path);
    }
    switch (step.entry()) {
      case Folder _ -> trees.done(step, step.node());
      case LinkEntry(String target) -> {
        disk.removeFile(path, expected);
        settle(step, path, disk.makeLink(path, target));
      }
      case FileEntry file -> {
        return edit(step, path, expected, file);
      }
    }
    return Outcome.DONE;
  }

  private Outcome edit(Step.EditHere step, String path, Seen expected, FileEntry file)
      throws IOException {
    if (here(step.node()).entry() instanceof FileEntry mine
        && mine.content().equals(file.content())) {
      Seen now = disk.attributes(path, file.executable(), file.modifiedMillis(), expected);
      settle(step, path, now);
      return Outcome.DONE;
    }
    @Nullable String key = draftOrNull(step.node(), file);
    if (key == null) {
      return Outcome.NEEDS_CONTENT;
    }
    settle(step, path, disk.place(key, path, expected));
    drafts.remove(step.node());
    checkPlaced(step.node(), path, file);
    return Outcome.DONE;
  }

  private Outcome move(Step.Here step, NodeId id, NodeId parent, EntryName name)
      throws IOException {
    requireRoom(parent, name);
    if (local().isWithin(parent, id)) {
      throw new DeskDisk.Surprise(name.text());
    }
    here(id);
    String from = survey.path(id);
    String to = path(parent, name);
    disk.move(from, to);
    touch(from);
    touch(to);
    lookAgainBelow(id, to);
    if (step instanceof Step.SetAside) {
      NodeId fresh = ids.next();
      @Nullable Seen was = survey.seenOrNull(id);
      survey.forget(id);
      trees.done(step, fresh);
      if (was != null) {
        survey.note(fresh, was);
      }
    } else {
      trees.done(step, id);
    }
    return Outcome.DONE;
  }

  /** What was written a moment before the move was told under the name that is no more. */
  private void lookAgainBelow(NodeId id, String to) {
    int old = survey.path(id).length();
    local().forSubtree(id, node -> surprises.add(to + survey.path(node.id()).substring(old)));
  }

  private Outcome remove(Step.Here step, NodeId id) throws IOException {
    List<Node> subtree = local().subtree(id);
    // What they hold before the folders; each by itself, so that a surprise keeps only its own.
    for (Node node : subtree.reversed()) {
      String path = survey.path(node.id());
      @Nullable Seen expected = survey.seenOrNull(node.id());
      if (node.isFolder()) {
        disk.removeFolder(path);
      } else if (expected == null) {
        throw new DeskDisk.Surprise(path);
      } else {
        disk.removeFile(path, expected);
      }
      touch(path);
      survey.forget(node.id());
      if (!node.id().equals(id)) {
        trees.removeLocal(node.id());
      }
    }
    trees.done(step, id);
    return Outcome.DONE;
  }

  /** What a download must make for this step, or null if the step is of another kind. */
  Download.@Nullable Item wantedOrNull(Step.Here step) {
    return switch (step) {
      case Step.CreateHere(Node made) when made.entry() instanceof FileEntry file ->
          new Download.Item(made.id(), key(made.id(), file), file, null);
      case Step.EditHere(NodeId id, FileEntry file) ->
          new Download.Item(id, key(id, file), file, oldOrNull(id));
      default -> null;
    };
  }

  private static String key(NodeId id, FileEntry file) {
    return Download.Item.key(id, file.content());
  }

  private Download.@Nullable Old oldOrNull(NodeId id) {
    @Nullable Node mine = local().nodeOrNull(id);
    @Nullable Seen seen = survey.seenOrNull(id);
    if (mine == null || seen == null || !(mine.entry() instanceof FileEntry file)) {
      return null;
    }
    Content content = file.content();
    return new Download.Old(survey.path(id), seen, content);
  }
}
