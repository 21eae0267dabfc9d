package org.ostraka.ballot.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A golden script: stories, each told to a fresh ballot box. A story has a title behind {@code #}
 * and steps; a step is some lines of input, a rule of hyphens, and the lines that the box answers,
 * up to an empty line.
 */
record Script(Path file, List<Story> stories) {
  private static final String RULE = "----";

  /** Some entries that end in one expected outcome. */
  record Step(List<String> input, List<String> expected) {

    String text() {
      return String.join("\n", input) + "\n" + RULE + "\n" + String.join("\n", expected) + "\n";
    }
  }

  /** What happens to one ballot box. */
  record Story(String title, List<Step> steps) {

    String text() {
      return "# "
          + title
          + "\n\n"
          + steps.stream().map(Step::text).collect(Collectors.joining("\n"));
    }
  }

  static Script read(Path file) throws IOException {
    return new Script(file, stories(Files.readAllLines(file)));
  }

  private static List<Story> stories(List<String> lines) {
    List<Story> stories = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("# ")) {
        stories.add(new Story(line.substring(2), new ArrayList<>()));
      } else if (!line.isBlank()) {
        block.add(line);
      } else if (!block.isEmpty()) {
        stories.getLast().steps().add(step(block));
        block = new ArrayList<>();
      }
    }
    if (!block.isEmpty()) {
      stories.getLast().steps().add(step(block));
    }
    return stories;
  }

  private static Step step(List<String> block) {
    int rule = block.indexOf(RULE);
    return rule < 0
        ? new Step(List.copyOf(block), List.of())
        : new Step(
            List.copyOf(block.subList(0, rule)),
            List.copyOf(block.subList(rule + 1, block.size())));
  }

  /** Writes the stories over the file. */
  void write() throws IOException {
    Files.writeString(file, stories.stream().map(Story::text).collect(Collectors.joining("\n\n")));
  }
}
