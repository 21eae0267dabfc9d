package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.ApiConnection.LONG;
import static org.ostraka.ballot.web.ApiConnection.SHORT;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.server.Count;
import org.ostraka.ballot.server.FsckReport;
import org.ostraka.ballot.server.RollFile;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.web.Json;

/** A ballot server as an operator uses it, over its HTTPS interface. */
public final class RemoteAdministration {
  private final ApiConnection connection;

  RemoteAdministration(ApiConnection connection) {
    this.connection = connection;
  }

  /**
   * Registers an election with the voters of a roll.
   *
   * @param roll a CSV file, as {@link RollFile} reads it
   * @throws Fault {@code roll-invalid} with the line; {@code election-exists}
   */
  public LogIndex register(ElectionName election, ElectionOptions options, Path roll)
      throws Fault, IOException, InterruptedException {
    String path =
        Urls.with(
            Urls.election(election, ""),
            "block-size",
            options.blockSize(),
            "settling-window-millis",
            options.settlingWindow().toMillis(),
            "allowed-skew-millis",
            options.allowedSkew().toMillis(),
            "sealed",
            options.sealed());
    return done(connection.post(path, roll, LONG));
  }

  /** Voting begins. */
  public LogIndex open(ElectionName election) throws Fault, IOException, InterruptedException {
    return done(post(Urls.election(election, "/open"), SHORT));
  }

  /**
   * Ends an election.
   *
   * @param patience how long servers may take to have their pending ballots decided, up to 10
   *     minutes
   * @param force closes although servers are missing: what they alone recorded will not count
   * @throws Fault {@code ballots-may-be-pending} names the servers that are not ready
   */
  public LogIndex close(ElectionName election, Duration patience, boolean force)
      throws Fault, IOException, InterruptedException {
    String path =
        Urls.with(
            Urls.election(election, "/close"),
            "patience-millis",
            patience.toMillis(),
            "force",
            force);
    return done(post(path, patience.plus(Duration.ofMinutes(5))));
  }

  /** Makes a directory for ballots. */
  public LogIndex makeDirectory(ElectionName election, BallotPath path)
      throws Fault, IOException, InterruptedException {
    return done(post(Urls.with(Urls.election(election, "/directories"), "path", path), SHORT));
  }

  /** A page of one table's files in order of name, whatever their directory. */
  public List<FileStat> files(ElectionName election, FileState table, BallotPath after, int limit)
      throws Fault, IOException, InterruptedException {
    int page = Math.min(limit, VotingRoutes.LONGEST_PAGE);
    String path = Urls.election(election, "/tables/" + table.word());
    return Json.answer(
            get(Urls.with(path, "after", after, "limit", page), SHORT), Forms.Files.class)
        .toStats();
  }

  /**
   * Counts a closed election.
   *
   * @param field groups by this field of the ballots, from 1 on; by their content when empty
   */
  public Count count(ElectionName election, OptionalInt field)
      throws Fault, IOException, InterruptedException {
    String path = Urls.election(election, "/count");
    String query = field.isPresent() ? Urls.with(path, "field", field.getAsInt()) : path;
    return Json.answer(get(query, LONG), CountJson.class).toCount();
  }

  /** Voters of a closed election whose ballot is valid, sorted by id. */
  public List<VoterId> attendance(ElectionName election)
      throws Fault, IOException, InterruptedException {
    String path = Urls.election(election, "/record/" + RecordPart.ATTENDANCE.fileName());
    return RollFile.readAttendance(new ByteArrayInputStream(get(path, LONG)));
  }

  /**
   * Writes a closed election's public record, as docs/format/ballot.md gives it. {@code SHA256SUMS}
   * is written last: where it stands, the record is complete.
   *
   * @param directory is made if it does not exist; files of the record in it are replaced
   */
  public void export(ElectionName election, Path directory, Disk disk)
      throws Fault, IOException, InterruptedException {
    new RecordDownload(connection, election, directory, disk).run();
  }

  /** Checks the server's tables, and repairs them from other servers if told so. */
  public FsckReport fsck(boolean repair) throws Fault, IOException, InterruptedException {
    return Json.answer(post(Urls.with("/v1/fsck", "repair", repair), LONG), FsckJson.class)
        .toReport();
  }

  private byte[] get(String path, Duration patience)
      throws Fault, IOException, InterruptedException {
    return connection.get(path, patience);
  }

  private byte[] post(String path, Duration patience)
      throws Fault, IOException, InterruptedException {
    return connection.post(path, patience);
  }

  private static LogIndex done(byte[] answer) throws IOException {
    return new LogIndex(Json.answer(answer, Forms.Done.class).index());
  }
}
