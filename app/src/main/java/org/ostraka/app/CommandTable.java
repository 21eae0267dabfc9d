package org.ostraka.app;

import static org.ostraka.app.CommandEntry.Group.BALLOT;
import static org.ostraka.app.CommandEntry.Group.ELECTION;
import static org.ostraka.app.CommandEntry.Group.ORGANISATION;
import static org.ostraka.app.CommandEntry.Group.PROJECT;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ostraka.app.CommandEntry.Group;
import org.ostraka.app.command.AddServerCommand;
import org.ostraka.app.command.CastCommand;
import org.ostraka.app.command.CloseCommand;
import org.ostraka.app.command.CountCommand;
import org.ostraka.app.command.CreateCommand;
import org.ostraka.app.command.DownCommand;
import org.ostraka.app.command.ElectionsCommand;
import org.ostraka.app.command.ExportCommand;
import org.ostraka.app.command.FsckCommand;
import org.ostraka.app.command.InitCommand;
import org.ostraka.app.command.ListCommand;
import org.ostraka.app.command.MakeDirectoryCommand;
import org.ostraka.app.command.MountCommand;
import org.ostraka.app.command.OpenCommand;
import org.ostraka.app.command.ServeCommand;
import org.ostraka.app.command.StatusCommand;
import org.ostraka.app.command.UpCommand;
import org.ostraka.app.demo.DemoCommand;
import org.ostraka.app.demo.RehearseCommand;
import org.ostraka.app.doctor.DoctorCommand;
import org.ostraka.app.serve.ServeNodeCommand;

/** Every command there is, in the order of the help. */
final class CommandTable {
  static final List<CommandEntry> ENTRIES =
      HubTable.among(
          SwarmTable.among(
              List.of(
                  entry(
                      ORGANISATION,
                      "init",
                      "--dir DIR --servers N",
                      "make an organisation: authority, servers, operator",
                      InitCommand::new),
                  entry(
                      ORGANISATION,
                      "ballot up",
                      "--dir DIR",
                      "start all ballot servers, wait until they serve",
                      UpCommand::new),
                  entry(
                      ORGANISATION,
                      "ballot down",
                      "--dir DIR",
                      "stop all ballot servers gracefully",
                      DownCommand::new),
                  entry(
                      ORGANISATION,
                      "ballot serve",
                      "--dir DIR --server S",
                      "run one ballot server in the foreground",
                      ServeCommand::new),
                  entry(
                      ORGANISATION,
                      "ballot add",
                      "--dir DIR --host HOST",
                      "add a ballot server to an organisation",
                      AddServerCommand::new),
                  entry(
                      ORGANISATION,
                      "ballot fsck",
                      "--dir DIR --server S",
                      "read every block back, check, repair",
                      FsckCommand::new),
                  entry(
                      ELECTION,
                      "election create",
                      "NAME --dir DIR --roll FILE",
                      "register an election and its voters",
                      CreateCommand::new),
                  entry(
                      ELECTION,
                      "election open",
                      "NAME --dir DIR",
                      "let voting begin",
                      OpenCommand::new),
                  entry(
                      ELECTION,
                      "election close",
                      "NAME --dir DIR",
                      "end voting",
                      CloseCommand::new),
                  entry(
                      ELECTION,
                      "election count",
                      "NAME --dir DIR [--field N]",
                      "count the valid ballots of a closed election",
                      CountCommand::new),
                  entry(
                      ELECTION,
                      "election ls",
                      "--dir DIR",
                      "list elections",
                      ElectionsCommand::new),
                  entry(
                      BALLOT,
                      "ballot cast",
                      "NAME --dir DIR --voter ID --file F",
                      "cast one ballot, or many with --batch FILE",
                      CastCommand::new),
                  entry(
                      BALLOT,
                      "ballot status",
                      "NAME --dir DIR [--voter ID]",
                      "counts per state and server, or one voter's state",
                      StatusCommand::new),
                  entry(
                      BALLOT,
                      "ballot ls",
                      "NAME --dir DIR [--state STATE]",
                      "list ballot files",
                      ListCommand::new),
                  entry(
                      BALLOT,
                      "ballot mkdir",
                      "NAME DIRECTORY --dir DIR",
                      "make a directory for ballots",
                      MakeDirectoryCommand::new),
                  entry(
                      BALLOT,
                      "ballot export",
                      "NAME --dir DIR --out DIR2",
                      "write the public record of a closed election",
                      ExportCommand::new),
                  entry(
                      BALLOT,
                      "ballot mount",
                      "NAME MOUNTPOINT --dir DIR --server S",
                      "mount an election as a file system",
                      MountCommand::new),
                  entry(
                      PROJECT,
                      "serve",
                      "--dir DIR [--port N]",
                      "run it all in one process, with the console",
                      ServeNodeCommand::new),
                  entry(
                      PROJECT,
                      "demo",
                      "[--exit|--keep] [--files DIR] [--ballots FILE.csv]",
                      "all three capabilities on this machine, with crashes",
                      () -> new DemoCommand(CommandTable::inner)),
                  entry(
                      PROJECT,
                      "doctor",
                      "[--dir DIR]",
                      "check this machine, and say how to mend what is wrong",
                      DoctorCommand::new),
                  launcher("test", "", "build and run every test"),
                  launcher("bench", "NAME", "run a benchmark; without NAME, list them"))));

  /** What the launcher calls after a build; of no use to people. */
  private static final CommandEntry REHEARSE =
      entry(PROJECT, "rehearse", "", "", () -> new RehearseCommand(CommandTable::inner));

  private CommandTable() {}

  private static int inner(Console console, List<String> line) {
    return new Main(console).run(line);
  }

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
    return Stream.concat(ENTRIES.stream(), Stream.of(REHEARSE))
        .filter(entry -> entry.isNamedBy(line))
        .findFirst();
  }

  /** The commands that begin with this word. */
  static List<CommandEntry> beginningWith(String word) {
    return ENTRIES.stream().filter(entry -> entry.words().getFirst().equals(word)).toList();
  }
}
