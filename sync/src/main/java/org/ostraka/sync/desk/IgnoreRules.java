package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which names in a folder are left alone, by patterns as shells have them: {@code *} and {@code ?}
 * match within a name. A pattern with '/' matches a path, any other a name in any folder. What is
 * synchronised already stays so, whatever the patterns say.
 */
public final class IgnoreRules {

  /** The name of the desk's own folder, and the beginning of its temporary names. */
  public static final String OWN = ".ostraka";

  /** What other programs write for themselves and take away again. */
  public static final List<String> USUAL =
      List.of("~$*", ".~lock.*#", "*.swp", "*.swx", ".DS_Store", "Thumbs.db", "desktop.ini");

  /** In a synchronised folder, and synchronised itself: one pattern a line, '#' begins a remark. */
  public static final String FILE = ".ostrakaignore";

  private static final int LONGEST_FILE = 64 << 10;

  private final List<Pattern> names;
  private final List<Pattern> paths;

  public IgnoreRules(List<String> patterns) {
    names = patterns.stream().filter(it -> !it.contains("/")).map(IgnoreRules::regex).toList();
    paths = patterns.stream().filter(it -> it.contains("/")).map(IgnoreRules::regex).toList();
  }

  /**
   * The usual patterns, and those of the folder's own file, if it has one.
   *
   * @throws IOException if that is longer than 64 KiB
   */
  public static IgnoreRules of(Path folder) throws IOException {
    List<String> patterns = new ArrayList<>(USUAL);
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.size(file) > LONGEST_FILE) {
        throw new IOException(file + " is longer than 64 KiB: use fewer patterns");
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.replaceFirst("^/", "").replaceFirst("/$", ""))
          .forEach(patterns::add);
    }
    return new IgnoreRules(patterns);
  }

  private static Pattern regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  boolean matches(String path, String name) {
    return path.equals(OWN)
        || names.stream().anyMatch(it -> it.matcher(name).matches())
        || paths.stream().anyMatch(it -> it.matcher(path).matches());
  }
}
