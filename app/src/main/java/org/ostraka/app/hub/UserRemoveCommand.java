package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub user rm}: the end of a user, with sessions, desks and rights. */
@CommandLine.Command
public final class UserRemoveCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the user's name")
  private String name = "";

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    UserName user = new UserName(name);
    new HubFolder(directory).use(console, hub -> hub.removeUser(user));
    console.line("user %s removed; what was written stays", user);
    return 0;
  }
}
