package org.ostraka.sync.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory on a disk that cannot hold every name: what it cannot hold is written there as {@link
 * DiskNames} says, and read back as it was. So nothing is left out, and nothing is renamed
 * elsewhere.
 */
final class MappedDisk implements DeskDisk {
  private final DeskDisk disk;
  private final DiskNames names;
  private final WrittenNames written;

  private MappedDisk(DeskDisk disk, DiskNames names) {
    this.disk = disk;
    this.names = names;
    this.written = new WrittenNames(disk, names);
  }

  /** The disk itself if it holds every name. */
  static DeskDisk over(DeskDisk disk, DiskNames names) {
    return names.holdAll() ? disk : new MappedDisk(disk, names);
  }

  private String at(String path) throws IOException {
    String at = "";
    for (String name : WrittenNames.elements(path)) {
      at = WrittenNames.join(at, names.folds() ? written.in(at, name) : names.written(name));
    }
    return at;
  }

  @Override
  public boolean isPresent() throws IOException {
    return disk.isPresent();
  }

  @Override
  public @Nullable Seen look(String path) throws IOException {
    return disk.look(at(path));
  }

  @Override
  public List<String> list(String path) throws IOException {
    return names.folds()
        ? List.copyOf(written.list(at(path)))
        : disk.list(at(path)).stream().map(names::read).toList();
  }

  @Override
  public @Nullable String targetOrNull(String path) throws IOException {
    return disk.targetOrNull(at(path));
  }

  @Override
  public Source open(String path) throws IOException {
    return disk.open(at(path));
  }

  @Override
  public Draft draft(String key) throws IOException {
    return disk.draft(key);
  }

  @Override
  public List<String> drafts() throws IOException {
    return disk.drafts();
  }

  @Override
  public void renameDraft(String draft, String key) throws IOException {
    disk.renameDraft(draft, key);
  }

  @Override
  public long usableBytes() throws IOException {
    return disk.usableBytes();
  }

  @Override
  public void discard(String key) throws IOException {
    disk.discard(key);
  }

  @Override
  public void seal(Collection<Seal> seals) throws IOException {
    disk.seal(seals);
  }

  @Override
  public Seen place(String key, String path, @Nullable Seen expected) throws IOException {
    String at = at(path);
    Seen placed = disk.place(key, at, expected);
    written.came(at);
    return placed;
  }

  @Override
  public Seen makeFolder(String path) throws IOException {
    String at = at(path);
    Seen made = disk.makeFolder(at);
    written.came(at);
    return made;
  }

  @Override
  public Seen makeLink(String path, String target) throws IOException {
    String at = at(path);
    Seen made = disk.makeLink(at, target);
    written.came(at);
    return made;
  }

  @Override
  public void move(String from, String to) throws IOException {
    String source = at(from);
    String target = at(to);
    String folder = folder(source);
    rename(source, target);
    if (names.folds() && folder.equals(folder(target))) {
      untag(folder, name(to), target);
    }
  }

  /** A name that clashed with nothing but the one it had needs no tag. */
  private void untag(String folder, String name, String target) throws IOException {
    String plain = WrittenNames.join(folder, names.written(name));
    if (!plain.equals(target) && disk.look(plain) == null) {
      try {
        rename(target, plain);
      } catch (Surprise _) {
        // Somebody took the name just now. The one with the tag stands for the same.
      }
    }
  }

  private void rename(String source, String target) throws IOException {
    disk.move(source, target);
    written.left(source);
    written.came(target);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void removeFile(String path, Seen expected) throws IOException {
    String at = at(path);
    disk.removeFile(at, expected);
    written.left(at);
  }

  @Override
  public void removeFolder(String path) throws IOException {
    String at = at(path);
    disk.removeFolder(at);
    written.left(at);
  }

  @Override
  public Seen attributes(String path, boolean executable, long modifiedMillis, Seen expected)
      throws IOException {
    return disk.attributes(at(path), executable, modifiedMillis, expected);
  }

  @Override
  public void force(Collection<String> folders) throws IOException {
    List<String> all = new ArrayList<>();
    for (String folder : folders) {
      all.add(at(folder));
    }
    disk.force(all);
  }
}
