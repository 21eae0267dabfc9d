package org.ostraka.app.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;

/**
 * The file by which others find a server's process: its number and when it started, so that another
 * process that got the same number later is never taken for it.
 */
record PidFile(Path file) {
  private static final int MAX_BYTES = 128;

  static PidFile in(Path data) {
    return new PidFile(data.resolve("server.pid"));
  }

  /** Names this process. */
  void write() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    String line = self.pid() + " " + startOf(self).map(Instant::toEpochMilli).orElse(0L) + "\n";
    new AtomicFiles(new FileDisk()).replace(file, line.getBytes(StandardCharsets.US_ASCII));
  }

  /** The process that the file names, if it still runs. */
  Optional<ProcessHandle> process() throws IOException, Fault {
    try {
      byte[] line = new AtomicFiles(new FileDisk()).read(file, MAX_BYTES);
      return process(new String(line, StandardCharsets.US_ASCII).strip().split(" ", -1));
    } catch (Fault e) {
      if (e.kind() == FaultKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      throw Fault.of(FaultKind.CORRUPT, file + " names no process: remove it");
    }
  }

  private static Optional<ProcessHandle> process(String[] words) {
    Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).filter(started::equals).isPresent());
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.info().startInstant();
  }

  void delete() throws IOException {
    new FileDisk().delete(file);
  }
}
