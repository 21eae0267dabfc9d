package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;
import org.ostraka.sync.web.HubServer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub user passwd}: another password for somebody, whose sessions end. */
@CommandLine.Command
public final class UserPasswordCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the user's name")
  private String name = "";

  @Option(
      names = "--password-stdin",
      description = "read the password from standard input (default: make one and print it)")
  private boolean fromInput;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    String password = fromInput ? HubFolder.secretLine(console) : HubServer.randomPassword();
    UserName user = new UserName(name);
    new HubFolder(directory).use(console, hub -> hub.changePassword(user, password));
    if (!fromInput) {
      console.line("user %s  password %s  (shown this once)", user, password);
    }
    return 0;
  }
}
