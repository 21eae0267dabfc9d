package org.ostraka.app;

import java.util.List;
import java.util.function.Supplier;

/**
 * A line of the help. The command's class is not loaded before it is asked for: every call is the
 * start of a process.
 *
 * @param words what is typed, one or two words
 * @param arguments what follows, in short
 * @param maker makes the command with its options unset
 */
record CommandEntry(
    Group group, List<String> words, String arguments, String summary, Supplier<Command> maker) {

  /** The parts of the help, in their order. */
  enum Group {
    ORGANISATION("The organisation and its servers"),
    ELECTION("Elections"),
    BALLOT("Ballots"),
    SWARM("Shared files"),
    SYNC("Synchronised folders"),
    PROJECT("The project itself");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  String name() {
    return String.join(" ", words);
  }

  String synopsis() {
    return arguments.isEmpty() ? name() : name() + " " + arguments;
  }

  boolean isNamedBy(List<String> line) {
    return line.size() >= words.size() && line.subList(0, words.size()).equals(words);
  }
}
