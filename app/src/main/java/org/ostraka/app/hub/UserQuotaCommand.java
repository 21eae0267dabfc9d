package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub user quota}: how much a user's files may take from now on. */
@CommandLine.Command
public final class UserQuotaCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the user's name")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "SIZE",
      description =
          "the most that the files may have which this user was the last to change, such as 10GiB;"
              + " 0 for no limit")
  private String size = "";

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    UserName user = new UserName(name);
    long bytes = ByteSize.parse(size).bytes();
    new HubFolder(directory).use(console, hub -> hub.changeQuota(user, bytes));
    return 0;
  }
}
