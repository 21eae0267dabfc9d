package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.ApiConnection.LONG;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Digest;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.web.Json;

/** Brings a closed election's public record into a directory, each file whole or not at all. */
final class RecordDownload {
  static final String SUMS = "SHA256SUMS";
  private static final int LONGEST_MANIFEST = 64 << 10;

  private final ApiConnection connection;
  private final ElectionName election;
  private final Path directory;
  private final Disk disk;

  RecordDownload(ApiConnection connection, ElectionName election, Path directory, Disk disk) {
    this.connection = connection;
    this.election = election;
    this.directory = directory;
    this.disk = disk;
  }

  void run() throws Fault, IOException, InterruptedException {
    disk.createDirectories(directory);
    disk.delete(directory.resolve(SUMS));
    AtomicFiles files = new AtomicFiles(disk);
    Map<RecordPart, Digest> digests = new LinkedHashMap<>();
    for (RecordPart part : RecordPart.values()) {
      digests.put(part, download(part, files));
    }
    requireCountedSet(digests, files);
    files.replace(directory.resolve(SUMS), sums(digests));
  }

  private Digest download(RecordPart part, AtomicFiles files)
      throws Fault, IOException, InterruptedException {
    String path = Urls.election(election, "/record/" + part.fileName());
    return connection.get(
        path, LONG, (headers, body) -> files.replace(directory.resolve(part.fileName()), body));
  }

  /** The files come one after the other: this holds what they say together. */
  private void requireCountedSet(Map<RecordPart, Digest> digests, AtomicFiles files)
      throws Fault, IOException {
    Path manifest = directory.resolve(RecordPart.MANIFEST.fileName());
    byte[] json = files.read(manifest, LONGEST_MANIFEST);
    String counted = Json.answer(json, Forms.Manifest.class).digest();
    if (!counted.equals(String.valueOf(digests.get(RecordPart.INDEX)))) {
      throw new Fault(
          FaultKind.CORRUPT,
          "record-differs",
          "the ballots in %s are not those that were counted: export again, from another server"
              .formatted(directory));
    }
  }

  private static byte[] sums(Map<RecordPart, Digest> digests) {
    return digests.entrySet().stream()
        .map(part -> part.getValue() + "  " + part.getKey().fileName() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}
