package org.ostraka.sync.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Debian's Subversion programs, and a working copy that somebody edits with them. */
final class Svn {
  private static final String NO_SLEEP =
      "SVN_I_LOVE_CORRUPTED_WORKING_COPIES_SO_DISABLE_SLEEP_FOR_TIMESTAMPS";

  private final String url;
  private final Path copy;

  private Svn(String url, Path copy) {
    this.url = url;
    this.copy = copy;
  }

  static Svn checkout(String url, Path copy) throws IOException {
    run("svn", "checkout", "-q", "--non-interactive", url, copy.toString());
    return new Svn(url, copy);
  }

  static String fileUrl(Path repository) {
    return "file://" + repository.toAbsolutePath();
  }

  /** Runs the program to its end and returns what it printed. */
  static String run(String... command) throws IOException {
    return output(new ProcessBuilder(command));
  }

  private static String output(ProcessBuilder program) throws IOException {
    // Subversion would wait for the clock to pass to the next second after it wrote files.
    program.environment().put(NO_SLEEP, "yes");
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", program.command()) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  /** Fails unless every revision of the repository is whole. */
  static void verify(Path repository) throws IOException {
    run("svnadmin", "verify", "-q", repository.toString());
  }

  /** A command in the working copy, such as {@code "mv", "a", "b"}. */
  String in(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("svn", "--non-interactive"));
    command.addAll(List.of(arguments));
    return output(new ProcessBuilder(command).directory(copy.toFile()));
  }

  void write(String path, String text) throws IOException {
    Files.createDirectories(copy.resolve(path).getParent());
    Files.writeString(copy.resolve(path), text);
  }

  void add(String path, String text) throws IOException {
    write(path, text);
    in("add", "-q", "--parents", path);
  }

  void commit(String message) throws IOException {
    in("update", "-q", "--accept", "mine-full");
    in("commit", "-q", "-m", message, "--username", "carol");
    in("update", "-q");
  }

  /** Every path in the youngest revision with what stands there. */
  Map<String, String> tree() throws IOException {
    Path exported = Files.createTempDirectory(copy.getParent(), "export");
    run("svn", "export", "-q", "--force", url, exported.toString());
    return shown(exported);
  }

  private static Map<String, String> shown(Path root) throws IOException {
    Map<String, String> shown = new HashMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String name = "/" + root.relativize(path);
        if (!path.equals(root) && !name.equals("/.svn") && !name.startsWith("/.svn/")) {
          shown.put(name, shownAt(path));
        }
      }
    }
    return shown;
  }

  private static String shownAt(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link " + Files.readSymbolicLink(path);
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return "folder";
    }
    return (Files.isExecutable(path) ? "program " : "file ") + Files.readString(path);
  }
}
