package org.ostraka.bench.swarm;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link BenchNode} in its process, on some host. */
final class NodeProcess implements Closeable {
  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;
  private final Path log;

  private NodeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.from = process.inputReader(StandardCharsets.UTF_8);
    this.to = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts a node on a host, with these options of the Java machine. */
  static NodeProcess start(Swarm.Place place, Path folder, List<String> jvm) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm);
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(BenchNode.class.getName(), folder.toString()));
    Path log = folder.resolve("log");
    return new NodeProcess(
        new ProcessBuilder(place.command(line)).redirectError(log.toFile()).start(), log);
  }

  long pid() {
    return process.pid();
  }

  void tell(String line) throws IOException {
    to.write(line + "\n");
    to.flush();
  }

  /** Waits for the answer that begins with this word; returns the rest of it. */
  String hear(String word) throws IOException {
    for (String line = from.readLine(); line != null; line = from.readLine()) {
      if (line.startsWith("failed")) {
        throw new IOException(line);
      }
      if (line.equals(word) || line.startsWith(word + " ")) {
        return line.substring(word.length()).strip();
      }
    }
    throw new IOException("the client ended before '%s': see %s".formatted(word, log));
  }

  String ask(String line, String answer) throws IOException {
    tell(line);
    return hear(answer);
  }

  @Override
  public void close() {
    try {
      to.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
