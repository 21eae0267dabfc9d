package org.ostraka.sim;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of a simulated disk: which content each stands for now, and which it stands for after a
 * crash. All paths are absolute and normal.
 */
final class Names {
  private final Set<Path> directories = new HashSet<>();
  private final List<Change> unforced = new ArrayList<>();
  private final TreeMap<Path, SimContent> medium = new TreeMap<>();
  private TreeMap<Path, SimContent> seen = new TreeMap<>();

  /** A name that is gone, a name that stands for this content now, or both in one step. */
  private record Change(@Nullable Path removed, @Nullable Added added) {

    record Added(Path path, SimContent content) {}

    void applyTo(TreeMap<Path, SimContent> names) {
      if (removed != null) {
        names.remove(removed);
      }
      if (added != null) {
        names.put(added.path, added.content);
      }
    }

    /** What is left of the change once the directory's names are durable. */
    Change without(Path directory) {
      boolean removedThere = removed != null && directory.equals(removed.getParent());
      boolean addedThere = added != null && directory.equals(added.path.getParent());
      return new Change(removedThere ? null : removed, addedThere ? null : added);
    }

    boolean isEmpty() {
      return removed == null && added == null;
    }
  }

  /** Directories are durable at once, as {@link org.ostraka.base.Disk} promises. */
  void createDirectories(Path directory) throws IOException {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (seen.containsKey(at)) {
        throw new FileAlreadyExistsException(at.toString(), null, "is a file");
      }
      directories.add(at);
    }
  }

  @Nullable SimContent getOrNull(Path file) throws IOException {
    if (directories.contains(file)) {
      throw new FileSystemException(file.toString(), null, "Is a directory");
    }
    return seen.get(file);
  }

  SimContent require(Path file) throws IOException {
    @Nullable SimContent content = getOrNull(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content;
  }

  boolean exists(Path path) {
    return seen.containsKey(path) || directories.contains(path);
  }

  List<String> list(Path directory) {
    return Stream.concat(seen.keySet().stream(), directories.stream())
        .filter(path -> directory.equals(path.getParent()))
        .map(path -> String.valueOf(path.getFileName()))
        .sorted()
        .toList();
  }

  SimContent create(Path file) throws IOException {
    requireParent(file);
    SimContent content = new SimContent();
    change(new Change(null, new Change.Added(file, content)));
    return content;
  }

  void rename(Path source, Path target) throws IOException {
    SimContent content = require(source);
    requireParent(target);
    change(new Change(source, new Change.Added(target, content)));
  }

  void delete(Path file) throws IOException {
    if (getOrNull(file) != null) {
      change(new Change(file, null));
    }
  }

  private void change(Change change) {
    change.applyTo(seen);
    unforced.add(change);
  }

  void force(Path directory) throws IOException {
    requireDirectory(directory);
    medium.keySet().removeIf(path -> directory.equals(path.getParent()));
    seen.forEach((path, content) -> {
      if (directory.equals(path.getParent())) {
        medium.put(path, content);
      }
    });
    unforced.replaceAll(change -> change.without(directory));
    unforced.removeIf(Change::isEmpty);
  }

  /** Each change since the last force survives or not, in its order. */
  void crash(RandomGenerator random, double survival) {
    for (Change change : unforced) {
      if (random.nextDouble() < survival) {
        change.applyTo(medium);
      }
    }
    unforced.clear();
    seen = new TreeMap<>(medium);
    distinct(seen.values()).forEach(content -> content.crash(random, survival));
  }

  private static Collection<SimContent> distinct(Collection<SimContent> contents) {
    Set<SimContent> met = Collections.newSetFromMap(new IdentityHashMap<>());
    return contents.stream().filter(met::add).toList();
  }

  long totalBytes() {
    return distinct(seen.values()).stream().mapToLong(SimContent::size).sum();
  }

  private void requireParent(Path file) throws IOException {
    requireDirectory(Objects.requireNonNull(file.getParent(), "a file has a directory"));
  }

  private void requireDirectory(Path directory) throws IOException {
    if (!directories.contains(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
  }
}
