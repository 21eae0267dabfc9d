package org.ostraka.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.base.Durations;

/** The options of a benchmark: pairs of {@code --name value}. */
public final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /** Parses pairs; {@link IllegalArgumentException} names what is no pair. */
  static Options parse(List<String> words) {
    Map<String, String> values = new HashMap<>();
    for (int at = 0; at < words.size(); at += 2) {
      String name = words.get(at);
      if (!name.startsWith("--") || at + 1 == words.size()) {
        throw new IllegalArgumentException(name + ": options are pairs of --name value");
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
