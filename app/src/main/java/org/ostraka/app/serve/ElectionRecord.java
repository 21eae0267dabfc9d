package org.ostraka.app.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ostraka.app.organisation.FileTrees;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;

/** A closed election's public record on its way to somebody: fetched as a whole, then zipped. */
final class ElectionRecord {
  private final Path folder;

  private ElectionRecord(Path folder) {
    this.folder = folder;
  }

  /**
   * Fetches it.
   *
   * @throws Fault before anything is answered, if the election has none
   */
  static ElectionRecord fetch(RemoteBallotServer server, ElectionName election, Path passing)
      throws Fault, IOException, InterruptedException {
    Path folder = Files.createTempDirectory(passing, "record");
    try {
      server.administration().export(election, folder, new FileDisk());
      return new ElectionRecord(folder);
    } catch (Fault | IOException | InterruptedException e) {
      FileTrees.deleteQuietly(folder);
      throw e;
    }
  }

  /** Writes it, and is then no more. */
  void writeTo(OutputStream out) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files = listed.sorted().toList();
      ZipOutputStream zip = new ZipOutputStream(out);
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(file.toFile().getName()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
      zip.finish();
    } finally {
      FileTrees.deleteQuietly(folder);
    }
  }
}
