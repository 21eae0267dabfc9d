package org.ostraka.swarm.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** Which peer each fragment of a file came from: a line "fragment peer" each, for people. */
public final class SourceLog implements Closeable {
  private final Path file;
  private final Writer writer;

  SourceLog(Path file) throws IOException {
    this.file = file;
    this.writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  synchronized void add(int fragment, String peer) throws IOException {
    writer.write(fragment + " " + peer + System.lineSeparator());
    writer.flush();
  }

  /** The peer of each fragment; the last one, if several lines name a fragment. */
  public Map<Integer, String> read() throws IOException {
    return read(file);
  }

  static Map<Integer, String> read(Path file) throws IOException {
    Map<Integer, String> peers = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(0, space).matches("[0-9]{1,5}")) {
          peers.put(Integer.valueOf(line.substring(0, space)), line.substring(space + 1));
        }
      }
    }
    return peers;
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }
}
