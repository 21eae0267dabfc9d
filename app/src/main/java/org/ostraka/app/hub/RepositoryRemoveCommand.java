package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub repo rm}: the end of a repository; its data stays unless it is purged. */
@CommandLine.Command
public final class RepositoryRemoveCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the repository's name")
  private String name = "";

  @Option(names = "--purge", description = "delete its data too")
  private boolean purge;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    RepositoryName repository = new RepositoryName(name);
    new HubFolder(directory).use(console, hub -> hub.removeRepository(repository, purge));
    console.line("repository %s removed%s", repository, purge ? " with its data" : "; data kept");
    return 0;
  }
}
