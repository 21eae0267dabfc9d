package org.ostraka.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Debian's {@code svn}, at work in a working copy of its own. */
final class SvnClient {
  private static final String NO_SLEEP =
      "SVN_I_LOVE_CORRUPTED_WORKING_COPIES_SO_DISABLE_SLEEP_FOR_TIMESTAMPS";

  private final Path copy;

  private SvnClient(Path copy) {
    this.copy = copy;
  }

  static SvnClient checkout(String url, Path copy) throws IOException {
    run(
        copy.resolveSibling(""),
        "svn",
        "checkout",
        "-q",
        "--non-interactive",
        url,
        copy.toString());
    return new SvnClient(copy);
  }

  /** Fails unless every revision of the repository is whole. */
  static void verify(Path repository) throws IOException {
    run(repository.resolveSibling(""), "svnadmin", "verify", "-q", repository.toString());
  }

  /** Runs a program to its end, and returns what it said. */
  static String run(Path directory, String... command) throws IOException {
    ProcessBuilder program = new ProcessBuilder(command).directory(directory.toFile());
    // Subversion would wait for the clock to pass to the next second after it wrote files.
    program.environment().put(NO_SLEEP, "yes");
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  /** A command in the working copy, such as {@code "mv", "a", "b"}. */
  String in(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("svn", "--non-interactive"));
    command.addAll(List.of(words));
    return run(copy, command.toArray(String[]::new));
  }

  void add(String path, String text) throws IOException {
    Files.createDirectories(copy.resolve(path).getParent());
    Files.writeString(copy.resolve(path), text);
    in("add", "-q", "--parents", "--force", path);
  }

  /** Commits as carol, on top of what others committed meanwhile. */
  void commit(String message) throws IOException {
    for (int attempt = 1; ; attempt++) {
      in("update", "-q", "--accept", "mine-full");
      try {
        in("commit", "-q", "-m", message, "--username", "carol");
        in("update", "-q");
        return;
      } catch (IOException e) {
        if (attempt == 20) {
          throw e;
        }
      }
    }
  }

  /** Every path with what stands there. */
  Map<String, String> tree() throws IOException {
    in("update", "-q");
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(copy)) {
      for (Path path : all.toList()) {
        String name = "/" + copy.relativize(path);
        if (!path.equals(copy) && !name.startsWith("/.svn")) {
          tree.put(name, shown(path));
        }
      }
    }
    return tree;
  }

  private static String shown(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link " + Files.readSymbolicLink(path);
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return "folder";
    }
    return (Files.isExecutable(path) ? "program " : "file ") + Files.readString(path);
  }
}
