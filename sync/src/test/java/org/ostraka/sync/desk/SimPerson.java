package org.ostraka.sync.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.sim.Simulation;

/** Somebody who works in a simulated directory, mostly in bursts. */
final class SimPerson {
  private static final List<String> NAMES =
      List.of("a", "A", "b", "c", "d", "plan.txt", "Plan.txt", "why?", "a:b", "end.");

  private final Simulation simulation;
  private final SimDesk desk;
  private final SimDeskDisk disk;
  private final Writings writings;
  private boolean resting;

  SimPerson(Simulation simulation, SimDesk desk, Writings writings) {
    this.simulation = simulation;
    this.desk = desk;
    this.disk = desk.disk();
    this.writings = writings;
  }

  void rests() {
    resting = true;
  }

  void goesOn() {
    resting = false;
  }

  /** Now and then something happens just between two things that the desk does. */
  void maybe() {
    if (!resting && simulation.chance(0.01)) {
      actOnce();
    }
  }

  void act() {
    do {
      actOnce();
    } while (simulation.chance(0.5));
  }

  private void actOnce() {
    List<Integer> before = values();
    switch (simulation.random().nextInt(16)) {
      case 0, 1, 2 -> write(somePath());
      case 3 -> writeOver();
      case 4 -> replaceByCopy();
      case 5 -> makeFolder();
      case 6 -> fillFolder();
      case 7, 8, 9 -> move();
      case 10 -> rename();
      case 11 -> swap();
      case 12 -> remove();
      case 13 -> makeLink();
      case 14 -> turnExecutable();
      default -> fileBecomesFolder();
    }
    // Where two desks brought a text to two places, each of the two may be taken away elsewhere.
    values().forEach(before::remove);
    writings.taken(Set.copyOf(before));
  }

  private void note(String what) {
    simulation.note(desk + " " + what);
  }

  /** Every file's text. */
  private List<Integer> values() {
    List<Integer> values = new ArrayList<>();
    disk.all().values().forEach(it -> values.add(Writings.value(it)));
    return values;
  }

  private List<String> paths() {
    return List.copyOf(disk.paths());
  }

  private List<String> paths(Seen.Kind kind) {
    List<String> paths = new ArrayList<>();
    disk.all()
        .forEach((path, inode) -> {
          if (inode.kind == kind) {
            paths.add(path);
          }
        });
    return paths;
  }

  private String someFolder() {
    List<String> folders = paths(Seen.Kind.FOLDER);
    folders.add("");
    return simulation.pick(folders);
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private String someName() {
    return simulation.pick(NAMES.stream().filter(disk::holds).toList());
  }

  private String somePath() {
    return join(someFolder(), someName());
  }

  private Set<String> keys(Collection<String> paths) {
    return paths.stream().map(disk::key).collect(Collectors.toSet());
  }

  private boolean isFree(String path) {
    return !keys(disk.paths()).contains(disk.key(path));
  }

  private boolean isFile(String path) {
    return keys(paths(Seen.Kind.FILE)).contains(disk.key(path));
  }

  private byte[] text() {
    // Two persons sometimes write the same.
    return simulation.chance(0.1)
        ? Writings.bytes(-1 - simulation.random().nextInt(3))
        : writings.next();
  }

  private void write(String path) {
    if (isFree(path) || isFile(path)) {
      byte[] text = text();
      note("writes %s into %s".formatted(Writings.describe(text, false), path));
      disk.write(path, text, simulation.chance(0.3));
    }
  }

  private void writeOver() {
    List<String> files = paths(Seen.Kind.FILE);
    if (!files.isEmpty()) {
      write(simulation.pick(files));
    }
  }

  /** As editors save: the old file aside, the new one in its place, the old one away. */
  private void replaceByCopy() {
    List<String> files = paths(Seen.Kind.FILE);
    if (!files.isEmpty()) {
      String path = simulation.pick(files);
      String aside = path + "~";
      if (isFree(aside)) {
        note("saves " + path + " as editors do");
        disk.moveByHand(path, aside);
        disk.write(path, text(), true);
        disk.delete(aside);
      }
    }
  }

  private void makeFolder() {
    String path = somePath();
    if (isFree(path)) {
      note("makes folder " + path);
      disk.makeFolderByHand(path);
    }
  }

  private void fillFolder() {
    String path = somePath();
    if (isFree(path)) {
      note("makes and fills folder " + path);
      disk.makeFolderByHand(path);
      disk.makeFolderByHand(path + "/b");
      write(path + "/a");
      write(path + "/b/c");
    }
  }

  private void move() {
    if (!paths().isEmpty()) {
      String from = simulation.pick(paths());
      move(from, join(someFolder(), simulation.chance(0.5) ? name(from) : someName()));
    }
  }

  private void rename() {
    if (!paths().isEmpty()) {
      String from = simulation.pick(paths());
      move(from, join(folder(from), someName()));
    }
  }

  private void move(String from, String to) {
    boolean same = disk.key(from).equals(disk.key(to));
    boolean within = disk.key(to).startsWith(disk.key(from) + "/");
    boolean over = same || (isFile(from) && isFile(to));
    if (!within && !from.equals(to) && (isFree(to) || over)) {
      note("moves %s to %s".formatted(from, to));
      disk.moveByHand(from, to);
    }
  }

  private void swap() {
    if (paths().size() > 1) {
      String one = simulation.pick(paths());
      String other = simulation.pick(paths());
      boolean apart = !(one + "/").startsWith(other + "/") && !(other + "/").startsWith(one + "/");
      if (apart && isFree("between")) {
        note("swaps %s and %s".formatted(one, other));
        disk.moveByHand(one, "between");
        disk.moveByHand(other, one);
        disk.moveByHand("between", other);
      }
    }
  }

  private void remove() {
    if (!paths().isEmpty()) {
      String path = simulation.pick(paths());
      note("removes " + path);
      disk.delete(path);
    }
  }

  private void makeLink() {
    String path = somePath();
    if (isFree(path)) {
      note("makes link " + path);
      disk.makeLinkByHand(path, someName());
    }
  }

  private void turnExecutable() {
    List<String> files = paths(Seen.Kind.FILE);
    if (!files.isEmpty()) {
      String path = simulation.pick(files);
      note("turns " + path + " executable or not");
      disk.turnExecutable(path);
    }
  }

  private void fileBecomesFolder() {
    List<String> files = paths(Seen.Kind.FILE);
    if (!files.isEmpty() && isFree("between")) {
      String path = simulation.pick(files);
      note("makes file " + path + " a folder that holds it");
      disk.moveByHand(path, "between");
      disk.makeFolderByHand(path);
      disk.moveByHand("between", join(path, name(path)));
    }
  }
}
