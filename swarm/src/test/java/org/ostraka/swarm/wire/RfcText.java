package org.ostraka.swarm.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the protocol's texts, as a test reads it. */
record RfcText(Path file, List<String> lines) {
  private static final Path FOLDER = Path.of("../docs/rfc");
  private static final Pattern HEX = Pattern.compile(" {6}((?:[0-9a-f]{2} ?)+)");

  static List<RfcText> all() throws IOException {
    List<RfcText> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        texts.add(new RfcText(file, Files.readAllLines(file, StandardCharsets.UTF_8)));
      }
    }
    return texts;
  }

  /** The text that describes this code: the last. */
  static RfcText asBuilt() throws IOException {
    return all().getLast();
  }

  /** The lines from a heading to the next heading. */
  List<String> section(String title) {
    Pattern heading = Pattern.compile("[0-9A-Z.]+\\.  " + Pattern.quote(title));
    int start = 0;
    while (!heading.matcher(lines.get(start)).matches()) {
      start++;
    }
    int end = start + 1;
    while (end < lines.size() && !lines.get(end).matches("\\S.*")) {
      end++;
    }
    return lines.subList(start + 1, end);
  }

  /** Groups of a pattern, for each line that has it. */
  List<List<String>> rows(String pattern) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      Matcher row = Pattern.compile(pattern).matcher(line);
      if (row.matches()) {
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= row.groupCount(); i++) {
          groups.add(row.group(i));
        }
        rows.add(groups);
      }
    }
    return rows;
  }

  /** The octets of each worked example, by the name of its message. */
  Map<String, byte[]> examples() {
    Map<String, byte[]> examples = new LinkedHashMap<>();
    for (List<String> heading : rows("A\\.\\d+\\.  ([A-Z]+)")) {
      StringBuilder hex = new StringBuilder();
      for (String line : section(heading.getFirst(), "A.")) {
        Matcher octets = HEX.matcher(line);
        if (octets.matches()) {
          hex.append(octets.group(1).replace(" ", ""));
        }
      }
      examples.put(heading.getFirst(), HexFormat.of().parseHex(hex));
    }
    return examples;
  }

  private List<String> section(String title, String prefix) {
    int start = 0;
    while (!(lines.get(start).startsWith(prefix) && lines.get(start).endsWith("  " + title))) {
      start++;
    }
    int end = start + 1;
    while (end < lines.size() && !lines.get(end).matches("\\S.*")) {
      end++;
    }
    return lines.subList(start + 1, end);
  }
}
