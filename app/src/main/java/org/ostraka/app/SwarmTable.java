package org.ostraka.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ostraka.app.CommandEntry.Group;
import org.ostraka.app.swarm.EnrolCommand;
import org.ostraka.app.swarm.FindCommand;
import org.ostraka.app.swarm.GetCommand;
import org.ostraka.app.swarm.InviteCommand;
import org.ostraka.app.swarm.LsCommand;
import org.ostraka.app.swarm.MapServeCommand;
import org.ostraka.app.swarm.MapStatusCommand;
import org.ostraka.app.swarm.RunCommand;
import org.ostraka.app.swarm.ShareCommand;
import org.ostraka.app.swarm.StatusCommand;

/** The commands of the swarm; also those of its two jars. */
final class SwarmTable {
  private static final List<CommandEntry> ENTRIES =
      List.of(
          entry(
              "map serve",
              "--dir DIR [--port N] [--join HOST:PORT,...]",
              "be a mapping server",
              MapServeCommand::new),
          entry(
              "map status",
              "--server HOST:PORT --dir DIR",
              "files that a mapping server owns, servers that it knows",
              MapStatusCommand::new),
          entry(
              "swarm run",
              "--dir DIR [--server HOST:PORT,...]",
              "stay and serve the files of DIR",
              RunCommand::new),
          entry("swarm share", "FILE... --dir DIR", "share files, print links", ShareCommand::new),
          entry("swarm get", "LINK --dir DIR [--out PATH]", "fetch a file", GetCommand::new),
          entry("swarm find", "TEXT --dir DIR", "search all known servers", FindCommand::new),
          entry("swarm ls", "--dir DIR", "list the files of DIR", LsCommand::new),
          entry(
              "swarm status",
              "--dir DIR [--why LINK]",
              "what the running client does",
              StatusCommand::new),
          entry(
              "swarm invite",
              "--org DIR --name NAME",
              "let one new member enrol with a token",
              InviteCommand::new),
          entry("swarm enrol", "TOKEN --dir DIR", "get an identity by a token", EnrolCommand::new));

  private SwarmTable() {}

  private static CommandEntry entry(
      String name, String arguments, String summary, Supplier<Command> maker) {
    return new CommandEntry(Group.SWARM, List.of(name.split(" ")), arguments, summary, maker);
  }

  /** The other commands and these, which stand before those of the project itself. */
  static List<CommandEntry> among(List<CommandEntry> others) {
    List<CommandEntry> all = new ArrayList<>(others);
    all.removeIf(entry -> entry.group() == Group.PROJECT);
    all.addAll(ENTRIES);
    others.stream().filter(entry -> entry.group() == Group.PROJECT).forEach(all::add);
    return List.copyOf(all);
  }
}
