package org.ostraka.sync.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.sync.desk.SessionStatus;

/** Makes a running desk's status of its sessions', and keeps the file of it fresh. */
final class StatusWriter {
  /** What is refused was reached: a single repository may be forbidden, or gone. */
  private static final String AWAY = SessionStatus.State.OFFLINE.word();

  private static final long EVERY_NANOS = 1_000_000_000;

  private final Path file;
  private final Map<Integer, Sample> samples = new HashMap<>();
  private long writtenNanos;
  private String written = "";

  /** What had gone over the wire at some moment, and how fast it went before. */
  private record Sample(long nanos, long sent, long received, long upRate, long downRate) {}

  StatusWriter(DeskHome home) {
    this.file = home.statusFile();
  }

  DeskStatus status(
      DeskAccount account, Map<SyncedFolder, SessionStatus> sessions, HistoryLag lag) {
    List<FolderStatus> folders = new ArrayList<>();
    sessions.forEach((folder, status) ->
        folders.add(status(folder, status, lag.changes(folder.place().repository()))));
    String problem =
        folders.stream()
            .filter(folder -> AWAY.equals(folder.state()))
            .map(FolderStatus::explanation)
            .findFirst()
            .orElse("");
    return new DeskStatus(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        true,
        hub(account, problem.isEmpty(), problem),
        folders);
  }

  static DeskStatus.HubStatus hub(DeskAccount account, boolean reachable, String problem) {
    return new DeskStatus.HubStatus(
        account.hub().address().toString(),
        account.user().text(),
        account.desk().text(),
        reachable,
        problem);
  }

  private FolderStatus status(SyncedFolder folder, SessionStatus status, long historyWaiting) {
    SessionStatus.Counts counts = status.counts();
    Sample sample = sample(folder.number(), counts);
    return new FolderStatus(
        folder.folder().toString(),
        folder.place().toString(),
        status.state().word(),
        status.explanation(),
        counts.files(),
        counts.waiting(),
        counts.waitingBytes(),
        counts.sent(),
        counts.received(),
        sample.upRate,
        sample.downRate,
        status.position(),
        historyWaiting,
        status.problems(),
        status.conflicts());
  }

  private Sample sample(int number, SessionStatus.Counts counts) {
    long now = System.nanoTime();
    Sample first = new Sample(now, counts.sent(), counts.received(), 0, 0);
    Sample before = samples.computeIfAbsent(number, _ -> first);
    long nanos = now - before.nanos;
    if (nanos < EVERY_NANOS) {
      return before;
    }
    // A session that began anew counts from zero.
    Sample next =
        new Sample(
            now,
            counts.sent(),
            counts.received(),
            rate(counts.sent() - before.sent, nanos),
            rate(counts.received() - before.received, nanos));
    samples.put(number, next);
    return next;
  }

  private static long rate(long bytes, long nanos) {
    return nanos <= 0 ? 0 : Math.round(Math.max(0, bytes) * 1e9 / nanos);
  }

  /** The desk stops. */
  void writeLast(DeskStatus status) throws IOException {
    put(new DeskStatus(status.time(), false, status.hub(), status.folders()));
  }

  /** Writes it if it says something new, or the file would soon look old. */
  void write(DeskStatus status) throws IOException {
    String states = status.folders().stream().map(FolderStatus::state).toList().toString();
    long now = System.nanoTime();
    if (now - writtenNanos > EVERY_NANOS || !states.equals(written)) {
      writtenNanos = now;
      written = states;
      put(status);
    }
  }

  private void put(DeskStatus status) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, status.json(), StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
