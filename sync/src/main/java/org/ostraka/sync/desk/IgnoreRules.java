package org.ostraka.sync.desk;

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

  private final List<Pattern> names;
  private final List<Pattern> paths;

  public IgnoreRules(List<String> patterns) {
    names = patterns.stream().filter(it -> !it.contains("/")).map(IgnoreRules::regex).toList();
    paths = patterns.stream().filter(it -> it.contains("/")).map(IgnoreRules::regex).toList();
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
