package org.ostraka.bench.ballot;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.ostraka.bench.Subprocess;

/**
 * An organisation of three real server processes that a benchmark makes with the program's own
 * commands, and removes.
 */
final class TestOrganisation implements Closeable {
  static final List<String> SERVERS = List.of("s1", "s2", "s3");

  private final Path folder;
  private final boolean kept;
  private final String launcher;

  private TestOrganisation(Path folder, boolean kept) {
    this.folder = folder;
    this.kept = kept;
    this.launcher = System.getProperty("ostraka.launcher", "./ostraka");
  }

  /** Makes the organisation in a new folder below {@code parent} and starts its servers. */
  static TestOrganisation start(Path parent, String... initOptions)
      throws IOException, InterruptedException {
    Files.createDirectories(parent);
    return made(Files.createTempDirectory(parent, "ballot-bench"), false, initOptions);
  }

  /** The organisation of a folder, which is made if it is not there, and stays. */
  static TestOrganisation kept(Path folder) throws IOException, InterruptedException {
    TestOrganisation organisation = new TestOrganisation(folder, true);
    return Files.exists(organisation.directory())
        ? organisation
        : made(Files.createDirectories(folder), true);
  }

  private static TestOrganisation made(Path folder, boolean kept, String... initOptions)
      throws IOException, InterruptedException {
    TestOrganisation organisation = new TestOrganisation(folder, kept);
    List<String> init = new ArrayList<>(List.of("init", "--servers", "3"));
    init.addAll(List.of(initOptions));
    organisation.command(init.toArray(String[]::new));
    return organisation;
  }

  Path directory() {
    return folder.resolve("organisation");
  }

  /** Sets a key of every server's configuration; before {@link #up}. */
  TestOrganisation with(String key, long value) throws IOException {
    for (String server : SERVERS) {
      Path file = directory().resolve("servers").resolve(server).resolve("server.toml");
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.removeIf(line -> line.startsWith(key));
      lines.addFirst(key + " = " + value);
      Files.write(file, lines);
    }
    return this;
  }

  /** Starts the servers; those that did start end again when one cannot. */
  TestOrganisation up() throws IOException, InterruptedException {
    try {
      command("ballot", "up");
      return this;
    } catch (IOException e) {
      command("ballot", "down");
      throw e;
    }
  }

  /** Runs one of the program's commands on this organisation and returns what it printed. */
  String command(String... words) throws IOException, InterruptedException {
    return Subprocess.run(line(words));
  }

  /** Begins one of the program's commands, whose output goes to {@link #log}. */
  Process begin(String... words) throws IOException {
    return new ProcessBuilder(line(words))
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  Path log() {
    return folder.resolve("command.log");
  }

  private List<String> line(String... words) {
    List<String> line = new ArrayList<>(List.of(launcher));
    line.addAll(List.of(words));
    line.addAll(List.of("--dir", directory().toString()));
    return line;
  }

  /** Ends a server as a power cut would end its process, and waits for its end. */
  void kill(String server) throws IOException {
    ProcessHandle.of(pid(server))
        .ifPresent(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }

  /** Mounts an election of the first server and waits until it is there. */
  Subprocess mount(String election, Path mountPoint) throws IOException, InterruptedException {
    List<String> line =
        line("ballot", "mount", election, mountPoint.toString(), "--server", SERVERS.getFirst());
    Subprocess mount = Subprocess.start(line, folder, log());
    Object before = Files.getFileStore(mountPoint.toAbsolutePath()).name();
    for (int tries = 0; Files.getFileStore(mountPoint).name().equals(before); tries++) {
      if (tries == 300) {
        mount.close();
        throw new IOException("the mount does not come: " + Files.readString(log()));
      }
      Thread.sleep(100);
    }
    return mount;
  }

  /** Registers and opens an election of {@code voters} voters. */
  void openElection(String name, int voters, IntFunction<String> voter, String... options)
      throws IOException, InterruptedException {
    Path roll = folder.resolve(name + ".csv");
    try (Writer to = Files.newBufferedWriter(roll)) {
      to.write("voter_id\n");
      for (int i = 1; i <= voters; i++) {
        to.write(voter.apply(i) + "\n");
      }
    }
    List<String> create = new ArrayList<>(List.of("election", "create", name));
    create.addAll(List.of("--roll", roll.toString()));
    create.addAll(List.of(options));
    command(create.toArray(String[]::new));
    command("election", "open", name);
    Files.delete(roll);
  }

  /** The process of a server, by the file in which it says so. */
  long pid(String server) throws IOException {
    Path file = directory().resolve("servers").resolve(server).resolve("data/server.pid");
    return Long.parseLong(Files.readString(file).strip().split("\\s", 2)[0]);
  }

  /** What all servers together have taken of the processors since they began. */
  Duration processorTime() throws IOException {
    Duration sum = Duration.ZERO;
    for (String server : SERVERS) {
      ProcessHandle process =
          ProcessHandle.of(pid(server))
              .orElseThrow(() -> new IOException("server %s has ended".formatted(server)));
      sum = sum.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return sum;
  }

  Path data(String server) {
    return directory().resolve("servers").resolve(server).resolve("data");
  }

  @Override
  public void close() {
    try {
      command("ballot", "down");
      if (!kept) {
        Subprocess.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
