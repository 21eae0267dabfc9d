package org.ostraka.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.ostraka.base.Durations;

/** The options of a benchmark: pairs of {@code --name value}. */
public final class Options {
  private static final Pattern NAME = Pattern.compile("--[a-z][a-z-]*");

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Parses pairs.
   *
   * @param usage names every option that there is
   * @throws IllegalArgumentException names what is no pair, or no option
   */
  static Options parse(List<String> words, String usage) {
    List<String> known = NAME.matcher(usage).results().map(MatchResult::group).toList();
    Map<String, String> values = new HashMap<>();
    for (int at = 0; at < words.size(); at += 2) {
      String name = words.get(at);
      if (!name.startsWith("--") || at + 1 == words.size()) {
        throw new IllegalArgumentException(name + ": options are pairs of --name value");
      }
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "no option %s: there are %s".formatted(name, String.join(" ", known)));
      }
      values.put(name, words.get(at + 1));
    }
    return new Options(values);
  }

  public String text(String name, String standard) {
    return values.getOrDefault(name, standard);
  }

  public Path path(String name, String standard) {
    return Path.of(text(name, standard));
  }

  public int number(String name, int standard) {
    return Integer.parseInt(text(name, Integer.toString(standard)));
  }

  public Duration duration(String name, String standard) {
    return Durations.parse(text(name, standard));
  }
}
