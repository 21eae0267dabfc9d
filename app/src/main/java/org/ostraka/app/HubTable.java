package org.ostraka.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ostraka.app.CommandEntry.Group;
import org.ostraka.app.hub.GrantCommand;
import org.ostraka.app.hub.HubServeCommand;
import org.ostraka.app.hub.HubStatusCommand;
import org.ostraka.app.hub.RepositoryAddCommand;
import org.ostraka.app.hub.RepositoryListCommand;
import org.ostraka.app.hub.RepositoryRemoveCommand;
import org.ostraka.app.hub.RepositoryVerifyCommand;
import org.ostraka.app.hub.UserAddCommand;
import org.ostraka.app.hub.UserListCommand;
import org.ostraka.app.hub.UserPasswordCommand;
import org.ostraka.app.hub.UserQuotaCommand;
import org.ostraka.app.hub.UserRemoveCommand;

/** The commands of the hub. */
final class HubTable {
  private static final List<CommandEntry> ENTRIES =
      List.of(
          entry("hub serve", "--dir DIR [--port N]", "be a hub", HubServeCommand::new),
          entry("hub status", "--dir DIR", "how a hub stands", HubStatusCommand::new),
          entry("hub user add", "NAME --dir DIR [--admin]", "add a user", UserAddCommand::new),
          entry("hub user ls", "--dir DIR", "list users", UserListCommand::new),
          entry(
              "hub user passwd", "NAME --dir DIR", "give a new password", UserPasswordCommand::new),
          entry(
              "hub user quota",
              "NAME SIZE --dir DIR",
              "limit what a user keeps",
              UserQuotaCommand::new),
          entry("hub user rm", "NAME --dir DIR", "remove a user", UserRemoveCommand::new),
          entry(
              "hub repo add",
              "NAME --dir DIR [--svn URL --svn-user U]",
              "make a repository, or attach one",
              RepositoryAddCommand::new),
          entry("hub repo ls", "--dir DIR", "list repositories", RepositoryListCommand::new),
          entry(
              "hub repo rm",
              "NAME --dir DIR [--purge]",
              "take a repository off the hub",
              RepositoryRemoveCommand::new),
          entry(
              "hub repo verify",
              "NAME --dir DIR",
              "read all that a repository has, and say what is damaged",
              RepositoryVerifyCommand::new),
          entry(
              "hub grant",
              "REPO[:/path] USER|@GROUP RIGHT --dir DIR",
              "give a right: none, read, write, manage",
              GrantCommand::new));

  private HubTable() {}

  private static CommandEntry entry(
      String name, String arguments, String summary, Supplier<Command> maker) {
    return new CommandEntry(Group.SYNC, List.of(name.split(" ")), arguments, summary, maker);
  }

  /**
   * The other commands, these and those of the desks, which stand before those of the project
   * itself.
   */
  static List<CommandEntry> among(List<CommandEntry> others) {
    List<CommandEntry> all = new ArrayList<>(others);
    all.removeIf(entry -> entry.group() == Group.PROJECT);
    all.addAll(ENTRIES);
    all.addAll(SyncTable.ENTRIES);
    others.stream().filter(entry -> entry.group() == Group.PROJECT).forEach(all::add);
    return List.copyOf(all);
  }
}
