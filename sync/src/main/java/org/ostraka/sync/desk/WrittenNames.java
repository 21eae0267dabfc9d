package org.ostraka.sync.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.EntryName;

/**
 * How the names in the folders of a disk that ignores case are written, as far as it was listed
 * lately: such a disk does not say so of a single name.
 *
 * <p>A list counts as long as its folder shows no change. If somebody changes it in the same grain
 * of the folder's time, the name that he gave is not in the list, and it is listed again for that.
 */
final class WrittenNames {
  private static final int KEPT = 256;

  private final DeskDisk disk;
  private final DiskNames names;

  /** By the folder's path on the disk; the one asked for last at the end. */
  private final Map<String, Folder> latest = new LinkedHashMap<>(16, 0.75f, true);

  WrittenNames(DeskDisk disk, DiskNames names) {
    this.disk = disk;
    this.names = names;
  }

  /** The names in one folder. */
  private static final class Folder {
    final Map<String, String> byName = new HashMap<>();
    final Map<String, String> byKey = new HashMap<>();
    @Nullable Seen asListed;

    void put(String name, String written) {
      byName.put(name, written);
      byKey.put(EntryName.clashKey(written), written);
    }

    void remove(String name, String written) {
      byName.remove(name);
      byKey.remove(EntryName.clashKey(written));
    }
  }

  /** The names in the folder, listed now. */
  synchronized Collection<String> list(String folder) throws IOException {
    return Set.copyOf(listed(folder).byName.keySet());
  }

  /** How the name is written in the folder, or would be if it came. */
  synchronized String in(String folder, String name) throws IOException {
    Folder known = known(folder);
    @Nullable String written = known.byName.get(name);
    if (written == null && isDoubtful(known, folder, name)) {
      known = listed(folder);
      written = known.byName.get(name);
    }
    return written == null ? free(known, name) : written;
  }

  /**
   * Whether the name may have come, or have been written otherwise, since the folder was listed.
   */
  private boolean isDoubtful(Folder known, String folder, String name) throws IOException {
    String plain = names.written(name);
    return known.byKey.containsKey(keyOf(name)) || disk.look(join(folder, plain)) != null;
  }

  private String free(Folder folder, String name) throws IOException {
    for (int tag = 0; tag <= DiskNames.MOST_TAGS; tag++) {
      String written = names.written(name, tag);
      if (!folder.byKey.containsKey(EntryName.clashKey(written))) {
        return written;
      }
    }
    throw new IOException(name + ": too many names that differ from it in case only");
  }

  private Folder known(String folder) throws IOException {
    @Nullable Folder known = latest.get(folder);
    return known != null && known.asListed != null && known.asListed.equals(disk.look(folder))
        ? known
        : listed(folder);
  }

  private Folder listed(String folder) throws IOException {
    Folder found = new Folder();
    found.asListed = disk.look(folder);
    List<String> twice = new ArrayList<>();
    for (String written : new TreeSet<>(disk.list(folder))) {
      String name = names.read(written);
      if (found.byName.containsKey(name)) {
        twice.add(written);
      } else {
        found.put(name, written);
      }
    }
    for (String written : twice) {
      putAside(found, folder, written);
      found.asListed = null;
    }
    latest.put(folder, found);
    if (latest.size() > KEPT) {
      latest.remove(latest.keySet().iterator().next());
    }
    return found;
  }

  /**
   * Where a name had to be written with a tag, and the one that it clashed with is gone, a person
   * can give the same name once more, and sees no clash: what had it gets another.
   */
  private void putAside(Folder found, String folder, String written) throws IOException {
    String name = names.read(written);
    int number = 2;
    while (found.byKey.containsKey(keyOf(DiskNames.numbered(name, number)))) {
      number++;
    }
    String aside = names.written(DiskNames.numbered(name, number));
    try {
      disk.move(join(folder, written), join(folder, aside));
      found.put(DiskNames.numbered(name, number), aside);
    } catch (DeskDisk.Surprise _) {
      // Somebody changes it just now: it is listed again.
    }
  }

  private String keyOf(String name) {
    return EntryName.clashKey(names.written(name));
  }

  /** The desk itself gave something this name. */
  synchronized void came(String path) throws IOException {
    note(path, true);
  }

  /** The desk itself took this name away. */
  synchronized void left(String path) throws IOException {
    note(path, false);
  }

  private void note(String path, boolean came) throws IOException {
    int slash = path.lastIndexOf('/');
    String above = path.substring(0, Math.max(0, slash));
    String written = path.substring(slash + 1);
    @Nullable Folder folder = latest.get(above);
    if (folder == null) {
      return;
    }
    if (came) {
      folder.put(names.read(written), written);
    } else {
      folder.remove(names.read(written), written);
    }
    folder.asListed = disk.look(above);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  static List<String> elements(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
  }
}
