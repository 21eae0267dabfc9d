package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.ApiConnection.SHORT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.base.Fault;
import org.ostraka.web.Json;

/** What everybody of the organisation may ask a ballot server, and what servers ask one another. */
public final class RemoteView {
  private final ApiConnection connection;

  RemoteView(ApiConnection connection) {
    this.connection = connection;
  }

  /** How the server stands in the log, and whether it accepts ballots. */
  public ServerStatus status() throws Fault, IOException, InterruptedException {
    return Json.answer(get("/v1/status"), ServerStatusJson.class).toStatus();
  }

  /** Elections whose registration is complete. */
  public List<Election> elections() throws Fault, IOException, InterruptedException {
    return Json.answer(get("/v1/elections"), Forms.Elections.class).toElections();
  }

  /** The election as this server sees it. */
  public ElectionStatus election(ElectionName election)
      throws Fault, IOException, InterruptedException {
    return Json.answer(get(Urls.election(election, "")), ElectionStatusJson.class).toStatus();
  }

  /** The server's metrics, in the text form of Prometheus. */
  public String metrics() throws Fault, IOException, InterruptedException {
    return new String(get("/metrics"), StandardCharsets.UTF_8);
  }

  /** A valid file as the server holds it, for another server; nobody has checked it. */
  public Optional<StoredFile> validFile(ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException {
    String path = Urls.with("/valid-file", "name", name);
    try {
      return Optional.of(
          connection.get(
              Urls.election(election, path),
              SHORT,
              (headers, body) -> ContentHeaders.file(name, headers, body)));
    } catch (Fault e) {
      if (e.code().equals(Refusal.FILE_UNKNOWN.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A page of the server's valid files, for another server. */
  public List<FileEntry> validFiles(ElectionName election, BallotPath after, int limit)
      throws Fault, IOException, InterruptedException {
    int page = Math.min(limit, VotingRoutes.LONGEST_PAGE);
    String path = Urls.with("/valid-files", "after", after, "limit", page);
    return Json.answer(get(Urls.election(election, path)), Forms.Files.class).toStats().stream()
        .filter(FileStat.Ballot.class::isInstance)
        .map(stat -> ((FileStat.Ballot) stat).entry())
        .toList();
  }

  private byte[] get(String path) throws Fault, IOException, InterruptedException {
    return connection.get(path, SHORT);
  }
}
