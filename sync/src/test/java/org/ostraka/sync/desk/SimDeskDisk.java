package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.sim.SimClock;
import org.ostraka.sim.Simulation;

/**
 * A simulated directory as the desk uses it. When the power fails it may lose the last changes of
 * names that the desk did not force, newest first, and what was written to drafts that were not
 * sealed. What a person wrote stays.
 */
final class SimDeskDisk extends SimDirectory implements DeskDisk {
  private final TreeMap<String, Inode> drafts = new TreeMap<>();
  private final Set<Inode> sealed = new HashSet<>();

  SimDeskDisk(Simulation simulation, SimClock clock, DiskNames limits) {
    super(simulation, clock, limits);
  }

  /** The power fails. */
  void crash() {
    int lost = simulation.random().nextInt(undo.size() + 1);
    for (int i = 0; i < lost; i++) {
      undo.removeLast().run();
    }
    undo.clear();
    for (Inode draft : drafts.values()) {
      if (!sealed.contains(draft)) {
        draft.bytes =
            Arrays.copyOf(draft.bytes, simulation.random().nextInt(draft.bytes.length + 1));
      }
    }
  }

  // What the desk does.

  @Override
  public boolean isPresent() {
    return true;
  }

  private static Seen seen(Inode inode) {
    return new Seen(
        inode.kind,
        inode.bytes.length,
        inode.modified,
        inode.changed,
        inode.number,
        inode.executable);
  }

  @Override
  public @Nullable Seen look(String path) {
    meanwhile.run();
    return lookNow(path);
  }

  private @Nullable Seen lookNow(String path) {
    Inode inode = inodeOrNull(path);
    return inode == null ? null : seen(inode);
  }

  @Override
  public List<String> list(String path) {
    meanwhile.run();
    Inode folder = inodeOrNull(path);
    List<String> names = new ArrayList<>(folder == null ? List.of() : folder.names.keySet());
    // In no order, but in the same one in each run with this seed.
    for (int i = names.size(); i > 1; i--) {
      names.add(names.remove(simulation.random().nextInt(i)));
    }
    return names;
  }

  @Override
  public @Nullable String targetOrNull(String path) {
    meanwhile.run();
    Inode link = inodeOrNull(path);
    return link == null || link.kind != Seen.Kind.LINK ? null : link.target;
  }

  @Override
  public Source open(String path) throws IOException {
    meanwhile.run();
    Inode file = inodeOrNull(path);
    if (file == null || file.kind != Seen.Kind.FILE) {
      throw new NoSuchFileException(path);
    }
    return new Handle(file);
  }

  /** An open file. */
  private final class Handle implements Draft {
    private final Inode file;

    Handle(Inode file) {
      this.file = file;
    }

    @Override
    public void append(List<ByteBuffer> buffers) {
      for (ByteBuffer bytes : buffers) {
        int before = file.bytes.length;
        file.bytes = Arrays.copyOf(file.bytes, before + bytes.remaining());
        bytes.get(file.bytes, before, bytes.remaining());
      }
    }

    @Override
    public void truncate(long size) {
      file.bytes = Arrays.copyOf(file.bytes, (int) size);
    }

    /** As if it had not returned before the power failed. */
    @Override
    public void force() {}

    @Override
    public int read(long position, ByteBuffer target) {
      meanwhile.run();
      int from = (int) Math.min(position, file.bytes.length);
      int length = Math.min(target.remaining(), file.bytes.length - from);
      target.put(file.bytes, from, length);
      return length;
    }

    @Override
    public Seen look() {
      meanwhile.run();
      return seen(file);
    }

    @Override
    public void close() {}
  }

  @Override
  public Draft draft(String key) {
    return new Handle(drafts.computeIfAbsent(key, _ -> inode(Seen.Kind.FILE)));
  }

  @Override
  public List<String> drafts() {
    return List.copyOf(drafts.keySet());
  }

  @Override
  public void renameDraft(String draft, String key) {
    drafts.put(key, Objects.requireNonNull(drafts.remove(draft)));
  }

  @Override
  public long usableBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public void discard(String key) {
    drafts.remove(key);
  }

  @Override
  public void seal(Collection<Seal> seals) {
    for (Seal seal : seals) {
      Inode file = Objects.requireNonNull(drafts.get(seal.key()));
      file.executable = seal.executable();
      file.modified = seal.modifiedMillis() * 1_000_000;
      sealed.add(file);
    }
  }

  private void requireExpected(String path, @Nullable Seen expected) throws Surprise {
    Seen now = lookNow(path);
    boolean same = now == null ? expected == null : expected != null && now.sameContentAs(expected);
    if (!same) {
      throw new Surprise(path);
    }
  }

  private void rename(Map<String, Inode> source, String from, Place to) throws IOException {
    Inode moved = source.remove(from);
    if (moved == null) {
      throw new NoSuchFileException(from);
    }
    moved.changed = now();
    Inode replaced = to.folder().names.put(to.name(), moved);
    came(to);
    undo.addLast(() -> {
      to.folder().names.remove(to.name());
      if (replaced != null) {
        to.folder().names.put(to.name(), replaced);
      }
      source.put(from, moved);
    });
  }

  @Override
  public Seen place(String key, String path, @Nullable Seen expected) throws IOException {
    meanwhile.run();
    requireExpected(path, expected);
    if (!sealed.contains(drafts.get(key))) {
      throw new IllegalStateException("a draft was placed that is not durable");
    }
    rename(drafts, key, place(path));
    return Objects.requireNonNull(lookNow(path));
  }

  @Override
  public Seen makeFolder(String path) throws IOException {
    return make(path, inode(Seen.Kind.FOLDER));
  }

  @Override
  public Seen makeLink(String path, String target) throws IOException {
    Inode link = inode(Seen.Kind.LINK);
    link.target = target;
    return make(path, link);
  }

  private Seen make(String path, Inode made) throws IOException {
    meanwhile.run();
    requireExpected(path, null);
    Place place = place(path);
    place.folder().names.put(place.name(), made);
    undo.addLast(() -> place.folder().names.remove(place.name()));
    came(place);
    return seen(made);
  }

  @Override
  public void move(String from, String to) throws IOException {
    meanwhile.run();
    requireExpected(to, null);
    Place source = placeOrNull(from);
    if (source == null || source.inodeOrNull() == null) {
      throw new Surprise(from);
    }
    rename(source.folder().names, source.name(), place(to));
    left(source);
  }

  @Override
  public void removeFile(String path, Seen expected) throws IOException {
    meanwhile.run();
    requireExpected(path, expected);
    remove(place(path));
  }

  private void remove(Place place) {
    Inode gone = Objects.requireNonNull(place.folder().names.remove(place.name()));
    undo.addLast(() -> place.folder().names.put(place.name(), gone));
    left(place);
  }

  @Override
  public void removeFolder(String path) throws IOException {
    meanwhile.run();
    Place place = place(path);
    Inode folder = place.inodeOrNull();
    if (folder == null) {
      throw new NoSuchFileException(path);
    }
    if (!folder.isFolder() || !folder.names.isEmpty()) {
      throw new Surprise(path);
    }
    remove(place);
  }

  @Override
  public Seen attributes(String path, boolean executable, long modifiedMillis, Seen expected)
      throws IOException {
    meanwhile.run();
    requireExpected(path, expected);
    Place place = place(path);
    Inode file = Objects.requireNonNull(place.inodeOrNull());
    file.executable = executable;
    file.modified = modifiedMillis * 1_000_000;
    file.changed = now();
    changed(place);
    return seen(file);
  }

  @Override
  public void force(Collection<String> folders) {
    undo.clear();
  }
}
