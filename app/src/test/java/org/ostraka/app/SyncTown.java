package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.organisation.FileTrees;

/** A hub and desks as real processes in a temporary folder, and the commands on them. */
final class SyncTown implements AutoCloseable {
  static final String REPOSITORY = "docs";
  private static final String PASSWORD = "correct horse";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final int port;
  private final List<SyncDesk> desks = new ArrayList<>();
  private @Nullable Process hub;

  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  /** Starts a hub with its repository in this folder. */
  SyncTown(Path folder) throws Exception {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    startHub();
    done("", "hub", "repo", "add", REPOSITORY, "--dir", hubFolder());
  }

  Path hubFolder() {
    return folder.resolve("hub");
  }

  void startHub() throws Exception {
    int before = starts();
    hub =
        start(
            "hub.log",
            "hub",
            "serve",
            "--dir",
            hubFolder(),
            "--port",
            port,
            "--listen",
            "127.0.0.1");
    await("the hub serves", () -> starts() > before);
  }

  private int starts() throws IOException {
    return said("hub.log").split("fingerprint ", -1).length;
  }

  /** As a power cut of the process alone. */
  void killHub() {
    if (hub != null) {
      hub.destroyForcibly().onExit().join();
    }
  }

  /** Stops the hub, puts one folder in the place of another, and starts it again. */
  void replaceWhileStopped(Path from, Path to) throws Exception {
    killHub();
    FileTrees.deleteQuietly(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    startHub();
  }

  /** A desk of a person of the same name, which runs. */
  SyncDesk desk(String name) throws Exception {
    return desk(name, folder.resolve(name));
  }

  SyncDesk desk(String name, Path synced) throws Exception {
    done(PASSWORD + "\n", "hub", "user", "add", name, "--password-stdin", "--dir", hubFolder());
    done("", "hub", "grant", REPOSITORY, name, "write", "--dir", hubFolder());
    Path home = signedIn(name, name);
    done("", "sync", "add", synced, REPOSITORY, "--home", home);
    return started(name, home, synced);
  }

  /** Another desk of somebody, with some folders of a folder of the repository. */
  SyncDesk deskOf(SyncDesk user, String name, String path, String only) throws Exception {
    Path home = signedIn(user.toString(), name);
    Path synced = folder.resolve(name);
    done("", "sync", "add", synced, REPOSITORY + ":" + path, "--only", only, "--home", home);
    return started(name, home, synced);
  }

  private SyncDesk started(String name, Path home, Path synced) throws IOException {
    SyncDesk desk = new SyncDesk(this, name, home, synced);
    desks.add(desk);
    desk.start();
    return desk;
  }

  private Path signedIn(String user, String name) throws IOException {
    Path home = folder.resolve(name + "-home");
    String fingerprint =
        said("hub.log")
            .lines()
            .filter(line -> line.startsWith("fingerprint "))
            .findFirst()
            .orElseThrow()
            .substring("fingerprint ".length());
    List<Object> login =
        List.of(
            "sync",
            "login",
            "https://127.0.0.1:" + port,
            "--user",
            user,
            "--desk",
            name,
            "--home",
            home,
            "--fingerprint",
            fingerprint);
    done(PASSWORD + "\n", login.toArray());
    return home;
  }

  /** A process of the program, whose output is added to a file. */
  Process start(String log, Object... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.add("--enable-native-access=ALL-UNNAMED");
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.ostraka.app.Main"));
    Stream.of(words).map(Object::toString).forEach(line::add);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
        .start();
  }

  String said(String log) throws IOException {
    Path file = folder.resolve(log);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** Runs a command in this process, as if typed. */
  static Ended run(String input, Object... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int code = new Main(console).run(Stream.of(line).map(Object::toString).toList());
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must succeed, and gives what it printed. */
  static String done(String input, Object... line) {
    Ended ended = run(input, line);
    assertThat(ended.code()).as("%s: %s", List.of(line), ended.err()).isZero();
    return ended.out();
  }

  /** What a user may keep on the hub. */
  void quota(String user, String size) {
    done("", "hub", "user", "quota", user, size, "--dir", hubFolder());
  }

  /** Bytes of the chunks that the hub has. */
  long stored() throws IOException {
    return LiveFiles.below(hubFolder().resolve("repositories")).stream()
        .filter(file -> file.toString().endsWith(".chunks"))
        .mapToLong(file -> file.toFile().length())
        .sum();
  }

  /** Runs a command that must succeed with a JSON object of the documented shape. */
  static JsonNode json(Object... line) throws IOException {
    Object[] asked = Stream.concat(Stream.of(line), Stream.of("--json")).toArray();
    JsonNode printed = new ObjectMapper().readTree(done("", asked));
    DocumentedJson.require(line[0] + " " + line[1], printed);
    return printed;
  }

  /** What may be so, or not yet. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime() - end).as("still not: %s", what).isNegative();
      pause(Duration.ofMillis(50));
    }
  }

  /** Lets the others go on. */
  static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Override
  public void close() {
    desks.forEach(SyncDesk::kill);
    killHub();
  }
}
