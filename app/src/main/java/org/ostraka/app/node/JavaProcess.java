package org.ostraka.app.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another process of this program, with the same Java and the same classes, in a session of its
 * own: it outlives the terminal.
 */
public final class JavaProcess {
  private static final String MAIN = "org.ostraka.app.Main";

  private JavaProcess() {}

  /**
   * Starts it; does not wait.
   *
   * @param flags for Java, beside those that every process of this program needs
   * @param words the command line
   * @param log takes what it prints, behind what stands there
   */
  public static Process start(List<String> flags, List<String> words, Path log) throws IOException {
    return new ProcessBuilder(line(flags, words))
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static List<String> line(List<String> flags, List<String> words) {
    List<String> line = new ArrayList<>();
    if (isOnPath("setsid")) {
      line.add("setsid");
    }
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    line.addAll(words);
    return line;
  }

  /** Flags for the launcher's cache of classes: half the work of starting for what runs long. */
  public static List<String> cacheOfClasses() {
    String cache = System.getProperty("ostraka.aot", "");
    return !cache.isEmpty() && Files.isReadable(Path.of(cache))
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off")
        : List.of();
  }

  private static boolean isOnPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
