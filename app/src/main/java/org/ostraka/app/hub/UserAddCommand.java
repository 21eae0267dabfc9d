package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;
import org.ostraka.sync.web.HubServer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub user add}: a person who may sign in. */
@CommandLine.Command
public final class UserAddCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the user's name")
  private String name = "";

  @Option(names = "--admin", description = "may administer the hub")
  private boolean admin;

  @Option(
      names = "--password-stdin",
      description = "read the password from standard input (default: make one and print it)")
  private boolean fromInput;

  @Option(
      names = "--quota",
      paramLabel = "SIZE",
      defaultValue = "0",
      description =
          "the most that the files may have which this user was the last to change, such as 10GiB"
              + " (default: no limit)")
  private String quota;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    String password = fromInput ? HubFolder.secretLine(console) : HubServer.randomPassword();
    UserName user = new UserName(name);
    long quotaBytes = ByteSize.parse(quota).bytes();
    new HubFolder(directory)
        .use(
            console,
            hub -> {
              hub.addUser(user, password, admin);
              if (quotaBytes > 0) {
                hub.changeQuota(user, quotaBytes);
              }
            });
    if (!fromInput) {
      console.line("user %s  password %s  (shown this once)", user, password);
    }
    return 0;
  }
}
