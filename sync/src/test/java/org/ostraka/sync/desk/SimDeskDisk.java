package org.ostraka.sync.desk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
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
 * A folder of files in memory that may lose, when the power fails, the last changes of names that
 * the desk did not force, newest first, and what was written to drafts that were not sealed. What a
 * person wrote stays. No folders and no links below it.
 */
final class SimDeskDisk implements DeskDisk {
  private final Simulation simulation;
  private final SimClock clock;
  private final TreeMap<String, File> names = new TreeMap<>();
  private final TreeMap<String, File> drafts = new TreeMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final Set<File> sealed = new HashSet<>();
  private long inodes;

  /** A file, whatever its name. */
  private static final class File {
    final long inode;
    byte[] bytes = {};
    long modified;
    boolean executable;

    File(long inode) {
      this.inode = inode;
    }
  }

  SimDeskDisk(Simulation simulation, SimClock clock) {
    this.simulation = simulation;
    this.clock = clock;
  }

  private long now() {
    // Two writes never have one time here: how that is told apart is not what is simulated.
    return clock.millis() * 1_000_000 + ++inodes;
  }

  /** A person writes a file, or another over it as editors do. */
  void write(String path, byte[] bytes) {
    undo.clear();
    File file = names.get(path);
    if (file == null || simulation.chance(0.5)) {
      file = new File(++inodes);
      names.put(path, file);
    }
    file.bytes = bytes;
    file.modified = now();
  }

  /** A person removes a file, if it is there. */
  void delete(String path) {
    undo.clear();
    names.remove(path);
  }

  /** What a person reads, or null. */
  byte @Nullable [] readOrNull(String path) {
    File file = names.get(path);
    return file == null ? null : file.bytes;
  }

  Set<String> paths() {
    return names.keySet();
  }

  /** The power fails. */
  void crash() {
    int lost = simulation.random().nextInt(undo.size() + 1);
    for (int i = 0; i < lost; i++) {
      undo.removeLast().run();
    }
    undo.clear();
    for (File draft : drafts.values()) {
      if (!sealed.contains(draft)) {
        draft.bytes =
            Arrays.copyOf(draft.bytes, simulation.random().nextInt(draft.bytes.length + 1));
      }
    }
  }

  @Override
  public boolean isPresent() {
    return true;
  }

  private Seen seen(File file) {
    return new Seen(
        Seen.Kind.FILE, file.bytes.length, file.modified, 0, file.inode, file.executable);
  }

  @Override
  public @Nullable Seen look(String path) {
    File file = names.get(path);
    return file == null ? null : seen(file);
  }

  @Override
  public List<String> list(String path) {
    return List.copyOf(names.keySet());
  }

  @Override
  public String target(String path) throws IOException {
    throw new IOException("no links here");
  }

  @Override
  public Source open(String path) throws IOException {
    File file = names.get(path);
    if (file == null) {
      throw new NoSuchFileException(path);
    }
    return new Handle(file);
  }

  /** An open file. */
  private final class Handle implements Draft {
    private final File file;

    Handle(File file) {
      this.file = file;
    }

    @Override
    public void append(ByteBuffer bytes) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(file.bytes);
      byte[] more = new byte[bytes.remaining()];
      bytes.get(more);
      all.writeBytes(more);
      file.bytes = all.toByteArray();
    }

    @Override
    public void truncate(long size) {
      file.bytes = Arrays.copyOf(file.bytes, (int) size);
    }

    @Override
    public int read(long position, ByteBuffer target) {
      int from = (int) Math.min(position, file.bytes.length);
      int length = Math.min(target.remaining(), file.bytes.length - from);
      target.put(file.bytes, from, length);
      return length;
    }

    @Override
    public Seen look() {
      return seen(file);
    }

    @Override
    public void close() {}
  }

  @Override
  public Draft draft(String key) {
    return new Handle(drafts.computeIfAbsent(key, _ -> new File(++inodes)));
  }

  @Override
  public List<String> drafts() {
    return List.copyOf(drafts.keySet());
  }

  @Override
  public void discard(String key) {
    drafts.remove(key);
  }

  @Override
  public void seal(Collection<Seal> seals) {
    for (Seal seal : seals) {
      File file = Objects.requireNonNull(drafts.get(seal.key()));
      file.executable = seal.executable();
      file.modified = seal.modifiedMillis() * 1_000_000;
      sealed.add(file);
    }
  }

  private void requireExpected(String path, @Nullable Seen expected) throws Surprise {
    Seen now = look(path);
    boolean same = now == null ? expected == null : expected != null && now.sameContentAs(expected);
    if (!same) {
      throw new Surprise(path);
    }
  }

  private void rename(Map<String, File> source, String from, Map<String, File> target, String to)
      throws IOException {
    File file = source.remove(from);
    if (file == null) {
      throw new NoSuchFileException(from);
    }
    File replaced = target.put(to, file);
    undo.addLast(() -> {
      target.remove(to);
      if (replaced != null) {
        target.put(to, replaced);
      }
      source.put(from, file);
    });
  }

  @Override
  public Seen place(String key, String path, @Nullable Seen expected) throws IOException {
    requireExpected(path, expected);
    if (!sealed.contains(drafts.get(key))) {
      throw new IllegalStateException("a draft was placed that is not durable");
    }
    rename(drafts, key, names, path);
    return Objects.requireNonNull(look(path));
  }

  @Override
  public Seen makeFolder(String path) throws IOException {
    throw new IOException("no folders here");
  }

  @Override
  public Seen makeLink(String path, String target) throws IOException {
    throw new IOException("no links here");
  }

  @Override
  public void move(String from, String to) throws IOException {
    requireExpected(to, null);
    if (!names.containsKey(from)) {
      throw new Surprise(from);
    }
    rename(names, from, names, to);
  }

  @Override
  public void removeFile(String path, Seen expected) throws IOException {
    requireExpected(path, expected);
    File file = names.remove(path);
    undo.addLast(() -> names.put(path, Objects.requireNonNull(file)));
  }

  @Override
  public void removeFolder(String path) throws IOException {
    throw new IOException("no folders here");
  }

  @Override
  public Seen attributes(String path, boolean executable, long modifiedMillis, Seen expected)
      throws IOException {
    requireExpected(path, expected);
    File file = Objects.requireNonNull(names.get(path));
    file.executable = executable;
    file.modified = modifiedMillis * 1_000_000;
    return seen(file);
  }

  @Override
  public void force(Collection<String> folders) {
    undo.clear();
  }
}
