package org.ostraka.sync.home;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a desk does, as its status file and {@code sync status --json} have it.
 *
 * @param time when this was so, in ISO form
 * @param running whether the desk runs; if not, the folders are as they were when it did last
 */
public record DeskStatus(String time, boolean running, HubStatus hub, List<FolderStatus> folders) {

  /** Copies the list. */
  public DeskStatus {
    folders = List.copyOf(folders);
  }

  /**
   * How the hub is reached.
   *
   * @param problem why it is not, else empty
   */
  public record HubStatus(
      String address, String user, String desk, boolean reachable, String problem) {}

  /** A running desk writes every second: what is older than this was not written by one. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  static final DeskStatus NEVER =
      new DeskStatus(
          Instant.EPOCH.toString(), false, new HubStatus("", "", "", false, ""), List.of());

  boolean isFresh() {
    return running && Instant.parse(time).plus(FRESH).isAfter(Instant.now());
  }

  /** The desk does not run: its folders as they were left, and those that it never saw. */
  DeskStatus stopped(HubStatus now, List<SyncedFolder> present) {
    List<FolderStatus> all = new ArrayList<>();
    for (SyncedFolder folder : present) {
      String path = folder.folder().toString();
      all.add(
          folders.stream()
              .filter(it -> it.folder().equals(path))
              .findFirst()
              .orElse(FolderStatus.unseen(folder)));
    }
    return new DeskStatus(time, false, now, all);
  }

  /** One JSON object. */
  public String json() {
    return HomeJson.text(this);
  }
}
