package org.ostraka.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a benchmark started, and stops by its own handle. */
public final class Subprocess implements Closeable {
  /** Where utime, stime, cutime and cstime begin, counted from the third field of proc(5). */
  private static final int UTIME = 11;

  private static final double TICKS_A_SECOND = 100;

  private final Process process;

  private Subprocess(Process process) {
    this.process = process;
  }

  /** Starts a command whose output goes to a file. */
  public static Subprocess start(List<String> command, Path directory, Path log)
      throws IOException {
    return new Subprocess(
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /**
   * Runs a command to its end and returns what it printed.
   *
   * @throws IOException with the output if it fails
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s failed: %s".formatted(String.join(" ", command), output));
    }
    return output;
  }

  /** A port of this machine that nobody listens on now. */
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The command's path, in the PATH or in one of the folders given. */
  public static Optional<Path> find(String command, String... folders) {
    Stream<String> path = Arrays.stream(System.getenv("PATH").split(":", -1));
    return Stream.concat(path, Arrays.stream(folders))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Resident memory in bytes, as the kernel counts it. */
  public static long residentBytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .map(kib -> kib * 1024)
          .findFirst()
          .orElse(0);
    }
  }

  /** Bytes that the files below a folder take on disk, each counted once however often linked. */
  public static long bytesBelow(Path folder) throws IOException, InterruptedException {
    return Long.parseLong(run(List.of("du", "-s", "-B1", folder.toString())).split("\\s", 2)[0]);
  }

  /** Removes a folder with all that it holds. */
  public static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      below.sorted(Comparator.reverseOrder()).forEach(Subprocess::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Seconds of processor time that it, its children and theirs have taken, whether they run or have
   * ended.
   *
   * @return NaN where the kernel does not say
   */
  public double processorSeconds() {
    // One that ends in this moment is counted by its parent the next time.
    double children =
        process
            .descendants()
            .mapToDouble(child -> processorSeconds(child.pid()))
            .filter(Double::isFinite)
            .sum();
    return processorSeconds(process.pid()) + children;
  }

  private static double processorSeconds(long pid) {
    try {
      return processorSeconds(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (IOException _) {
      return Double.NaN;
    }
  }

  private static double processorSeconds(String stat) {
    // The name, in brackets, may hold spaces; the fields after it are those of proc(5) from 3 on.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = UTIME; field < UTIME + 4; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / TICKS_A_SECOND;
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it gently, and after ten seconds for certain. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
