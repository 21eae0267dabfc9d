package org.ostraka.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;

/** A desk's process, its home and its folder. */
final class SyncDesk {
  private static final int LONGEST_SHOWN = 200;

  /** What is larger is not read each time that folders are compared. */
  private static final int LARGE = 1 << 20;

  private final SyncTown town;
  private final String name;
  private final Path home;
  private final Path folder;
  private @Nullable Process process;

  SyncDesk(SyncTown town, String name, Path home, Path folder) {
    this.town = town;
    this.name = name;
    this.home = home;
    this.folder = folder;
  }

  Path home() {
    return home;
  }

  Path at(String path) {
    return path.isEmpty() ? folder : folder.resolve(path);
  }

  void start() throws IOException {
    process = town.start(name + ".log", "sync", "run", "--home", home);
  }

  /** As a power cut of the process alone. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String path, byte[] content) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.write(at(path), content);
  }

  void move(String from, String to) throws IOException {
    Files.createDirectories(at(to).getParent());
    Files.move(at(from), at(to));
  }

  void remove(String path) throws IOException {
    for (String below : listing(path).keySet().stream().toList().reversed()) {
      Files.delete(at(below));
    }
    Files.deleteIfExists(at(path));
  }

  /** The first folder's status, as the running desk wrote it last. */
  JsonNode status() throws IOException {
    return status(0);
  }

  /** The status of a folder, numbered from 0 in the order of their adding. */
  JsonNode status(int number) throws IOException {
    Path file = home.resolve("status.json");
    return Files.exists(file)
        ? new ObjectMapper().readTree(Files.readString(file)).path("folders").path(number)
        : new ObjectMapper().createObjectNode();
  }

  String state() throws IOException {
    return status().path("state").asText();
  }

  void pause() throws Exception {
    SyncTown.done("", "sync", "pause", "--home", home);
    SyncTown.await(name + " is paused", () -> state().equals("paused"));
  }

  void resume() {
    SyncTown.done("", "sync", "resume", "--home", home);
  }

  /** Paths below one, and what stands there: a text, a long content's digest, "/" or "-> …". */
  Map<String, String> listing(String below) throws IOException {
    Map<String, String> all = new TreeMap<>();
    if (!Files.exists(at(below), LinkOption.NOFOLLOW_LINKS)) {
      return all;
    }
    try (Stream<Path> paths = Files.walk(at(below))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String shown = folder.relativize(path).toString();
        if (!shown.isEmpty() && !(shown + "/").startsWith(".ostraka/")) {
          all.put(shown, describe(path));
        }
      }
    } catch (UncheckedIOException | NoSuchFileException _) {
      // Something moved while it was listed: the caller looks again.
      return Map.of("(moving)", name);
    }
    return all;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return "/";
    }
    if (Files.size(path) > LARGE) {
      return Files.size(path) + " bytes";
    }
    byte[] content = Files.readAllBytes(path);
    String mark = Files.isExecutable(path) && content.length < 3 ? "*" : "";
    return mark
        + (content.length > LONGEST_SHOWN
            ? Digest.of(content).toString()
            : new String(content, StandardCharsets.UTF_8));
  }

  List<String> contents(String below) throws IOException {
    return List.copyOf(listing(below).values());
  }

  /** Whether the desk says that nothing waits, at the position of the other, with equal folders. */
  boolean isSameAs(SyncDesk other) throws IOException {
    return state().equals("synced")
        && other.state().equals("synced")
        && status().path("position").asLong() == other.status().path("position").asLong()
        && listing("").equals(other.listing(""));
  }

  @Override
  public String toString() {
    return name;
  }
}
