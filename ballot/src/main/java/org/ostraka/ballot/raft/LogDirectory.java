package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.FileDisk;

/**
 * The log's directory and the marker files beside it: what tells a new server, one that lost its
 * disk, and one that was stopped while it was being filled, from one that simply starts again.
 */
final class LogDirectory {
  private static final String REFILLING = "refilling";

  private final FileDisk disk = FileDisk.ownerOnly();
  private final Path directory;
  private final Path group;

  LogDirectory(RaftSettings settings) throws IOException {
    directory = settings.directory();
    group = settings.log().resolve(Group.ID.getUuid().toString());
    disk.createDirectories(settings.log());
  }

  /**
   * Whether this server has begun its log; then only the log knows what the server has promised.
   */
  boolean isFormatted() {
    return Files.exists(group.resolve("current").resolve("raft-meta"));
  }

  /** Before the log is opened. */
  void cutTornTail() throws IOException {
    TornTail.repair(group.resolve("current"));
  }

  boolean mayBegin() {
    return disk.exists(directory.resolve(RaftBallotLog.FIRST_START));
  }

  /** The log has begun: an empty one would now be a lost one. */
  void begun() throws IOException {
    delete(RaftBallotLog.FIRST_START);
  }

  boolean isRefilling() {
    return disk.exists(directory.resolve(REFILLING));
  }

  void refilling() throws IOException {
    new AtomicFiles(disk).replace(directory.resolve(REFILLING), new byte[0]);
  }

  void refilled() throws IOException {
    delete(REFILLING);
  }

  private void delete(String marker) throws IOException {
    disk.delete(directory.resolve(marker));
    disk.forceDirectory(directory);
  }

  /** Removes what a format that was cut off has left. */
  void clear() throws IOException {
    if (holdsSegments()) {
      throw new IOException(
          "%s holds log entries, but not what this server has voted (raft-meta is missing). Remove %s and this server's tables, then start it: %s"
              .formatted(group, group.getParent(), RaftNode.REMEDY));
    }
    Directories.delete(group);
  }

  private boolean holdsSegments() throws IOException {
    Path current = group.resolve("current");
    if (!Files.isDirectory(current)) {
      return false;
    }
    try (Stream<Path> files = Files.list(current)) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith("log_"));
    }
  }
}
