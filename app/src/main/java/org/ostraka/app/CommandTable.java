package org.ostraka.app;

import static org.ostraka.app.CommandEntry.Group.ORGANISATION;
import static org.ostraka.app.CommandEntry.Group.PROJECT;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ostraka.app.CommandEntry.Group;
import org.ostraka.app.command.InitCommand;

/** Every command there is, in the order of the help. */
final class CommandTable {
  static final List<CommandEntry> ENTRIES =
      List.of(
          entry(
              ORGANISATION,
              "init",
              "--dir DIR --servers N",
              "make an organisation: authority, servers, operator",
              InitCommand::new),
          launcher("test", "", "build and run every test"),
          launcher("bench", "NAME", "run a benchmark; without NAME, list them"));

  private CommandTable() {}

  private static CommandEntry entry(
      Group group, String name, String arguments, String summary, Supplier<Command> maker) {
    return new CommandEntry(group, List.of(name.split(" ")), arguments, summary, maker);
  }

  /** A command that the launcher runs before any process of ours: here only for the help. */
  private static CommandEntry launcher(String name, String arguments, String summary) {
    return entry(PROJECT, name, arguments, summary, LauncherCommand::new);
  }

  /** The command whose words the line begins with. */
  static Optional<CommandEntry> named(List<String> line) {
    return ENTRIES.stream().filter(entry -> entry.isNamedBy(line)).findFirst();
  }

  /** The commands that begin with this word. */
  static List<CommandEntry> beginningWith(String word) {
    return ENTRIES.stream().filter(entry -> entry.words().getFirst().equals(word)).toList();
  }
}
