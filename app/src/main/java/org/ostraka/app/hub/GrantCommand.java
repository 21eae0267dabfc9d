package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Right;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code hub grant}: a right for a user or a group at a folder, in place of what they had there.
 */
@CommandLine.Command
public final class GrantCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "REPO[:/path]", description = "the repository or folder")
  private String place = "";

  @Parameters(index = "1", paramLabel = "USER|@GROUP", description = "who gets the right")
  private String holder = "";

  @Parameters(index = "2", paramLabel = "RIGHT", description = "read, write, manage or none")
  private String right = "";

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    int colon = place.indexOf(':');
    RepositoryName repository = new RepositoryName(colon < 0 ? place : place.substring(0, colon));
    String path = colon < 0 ? "/" : place.substring(colon + 1);
    Holder whom = Holder.parse(holder);
    Right what = Right.parse(right);
    new HubFolder(directory).use(console, hub -> hub.grant(repository, path, whom, what));
    console.line("%s may %s", whom, what == Right.NONE ? "do nothing there" : what.word());
    return 0;
  }
}
