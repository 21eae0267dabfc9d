package org.ostraka.app;

import java.util.List;
import java.util.function.Supplier;
import org.ostraka.app.CommandEntry.Group;
import org.ostraka.app.sync.AddCommand;
import org.ostraka.app.sync.LogCommand;
import org.ostraka.app.sync.LoginCommand;
import org.ostraka.app.sync.PauseCommand;
import org.ostraka.app.sync.RemoveCommand;
import org.ostraka.app.sync.RestoreCommand;
import org.ostraka.app.sync.ResumeCommand;
import org.ostraka.app.sync.RunCommand;
import org.ostraka.app.sync.SelectCommand;
import org.ostraka.app.sync.StatusCommand;
import org.ostraka.app.sync.VersionsCommand;

/** The commands of a desk. */
final class SyncTable {
  static final List<CommandEntry> ENTRIES =
      List.of(
          entry(
              "sync login",
              "https://HOST:PORT --user U --home HOME",
              "make this machine a desk",
              LoginCommand::new),
          entry(
              "sync add",
              "FOLDER REPO[:/path] --home HOME [--only PATH,...]",
              "keep a folder identical with a repository",
              AddCommand::new),
          entry(
              "sync select",
              "FOLDER --home HOME [--only PATH,...]",
              "choose folders of it",
              SelectCommand::new),
          entry("sync run", "--home HOME [--once]", "synchronise", RunCommand::new),
          entry("sync status", "--home HOME", "how each folder stands", StatusCommand::new),
          entry("sync pause", "[FOLDER] --home HOME", "stop for a while", PauseCommand::new),
          entry(
              "sync resume",
              "[FOLDER] --home HOME",
              "go on; also after a halt",
              ResumeCommand::new),
          entry("sync log", "PATH --home HOME", "who did what to it, and in it", LogCommand::new),
          entry("sync versions", "PATH --home HOME", "what a file held", VersionsCommand::new),
          entry(
              "sync restore",
              "PATH --home HOME [--at TIME|REV]",
              "bring back a file or folder",
              RestoreCommand::new),
          entry(
              "sync remove",
              "FOLDER --home HOME",
              "stop synchronising; files stay",
              RemoveCommand::new));

  private SyncTable() {}

  private static CommandEntry entry(
      String name, String arguments, String summary, Supplier<Command> maker) {
    return new CommandEntry(Group.SYNC, List.of(name.split(" ")), arguments, summary, maker);
  }
}
