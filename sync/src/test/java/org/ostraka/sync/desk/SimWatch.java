package org.ostraka.sync.desk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.sim.Simulation;

/**
 * The watch of one process over a simulated disk: it hears of each folder's names late, folder by
 * folder, as the JDK tells them, and where the folder was when it was last come by. Now and then
 * some is lost.
 */
final class SimWatch implements WatchedFolders.Sight<SimDirectory.Inode> {
  private final Simulation simulation;
  private final SimDeskDisk disk;
  private final WatchedFolders<SimDirectory.Inode> folders;
  private final Set<SimDirectory.Inode> watched = new HashSet<>();
  private final Map<SimDirectory.Inode, List<WatchedFolders.Event>> untold = new LinkedHashMap<>();
  private final Deque<SimDirectory.Inode> signalled = new ArrayDeque<>();
  private boolean closed;
  private boolean begun;
  private boolean awake;

  SimWatch(Simulation simulation, SimDeskDisk disk, Session session) {
    this.simulation = simulation;
    this.disk = disk;
    this.folders = new WatchedFolders<>(this, session, disk.limits());
    disk.tell(this::happened);
    simulation.after(
        simulation.between(Duration.ZERO, Duration.ofMillis(100)),
        () -> {
          watchAnew();
          begun = true;
        });
  }

  void close() {
    closed = true;
  }

  /** Whether all is told. */
  boolean isQuiet() {
    return begun && untold.isEmpty();
  }

  private void watchAnew() {
    if (!closed) {
      try {
        folders.watchAnew();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void happened(SimDirectory.Inode folder, WatchedFolders.Event.Kind kind, String name) {
    if (!closed && watched.contains(folder)) {
      boolean lost = simulation.chance(0.002);
      List<WatchedFolders.Event> events = untold.get(folder);
      if (events == null) {
        events = new ArrayList<>();
        untold.put(folder, events);
        signalled.add(folder);
      }
      if (lost) {
        events.clear();
      }
      events.add(new WatchedFolders.Event(lost ? WatchedFolders.Event.Kind.LOST : kind, name));
      wake();
    }
  }

  private void wake() {
    if (!awake) {
      awake = true;
      Duration late = Duration.ofMillis(simulation.chance(0.1) ? 2_000 : 20);
      simulation.after(simulation.between(Duration.ZERO, late), this::tellNext);
    }
  }

  private void tellNext() {
    awake = false;
    SimDirectory.Inode folder = signalled.poll();
    if (closed || folder == null) {
      return;
    }
    List<WatchedFolders.Event> events = untold.remove(folder);
    try {
      if (events != null && folders.losesWhileTelling(folder, events)) {
        watchAnew();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    if (!signalled.isEmpty()) {
      wake();
    }
  }

  @Override
  public SimDirectory.@Nullable Inode watch(String path) {
    SimDirectory.Inode folder = disk.folderOrNull(path);
    if (folder != null) {
      watched.add(folder);
    }
    return folder;
  }

  @Override
  public List<String> foldersIn(String path) {
    return disk.foldersIn(path);
  }
}
