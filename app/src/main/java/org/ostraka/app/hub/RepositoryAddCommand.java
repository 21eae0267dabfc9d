package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.RepositoryName;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub repo add}: makes a repository. */
@CommandLine.Command
public final class RepositoryAddCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the repository's name")
  private String name = "";

  @Option(
      names = "--svn",
      paramLabel = "URL",
      description = "a Subversion repository to attach it to: refused in this version")
  private @Nullable String svn;

  @Option(
      names = "--svn-user",
      paramLabel = "U",
      defaultValue = "",
      description = "whom to sign in there as: refused in this version")
  private String svnUser;

  @Option(
      names = "--quota",
      paramLabel = "SIZE",
      defaultValue = "0",
      description =
          "the most that its chunks may take on the hub, such as 10GiB (default: no limit)")
  private String quota;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    RepositoryName repository = new RepositoryName(name);
    refuseAttachment();
    long quotaBytes = ByteSize.parse(quota).bytes();
    new HubFolder(directory)
        .use(console, hub -> hub.addRepository(repository, Optional.empty(), quotaBytes));
    console.line("repository %s made; now give rights: hub grant %s USER write", name, name);
    return 0;
  }

  /** The hub would keep the address and write no history there: nobody shall rely on that. */
  private void refuseAttachment() throws Fault {
    if (svn != null || !svnUser.isEmpty()) {
      throw new Fault(
          FaultKind.UNSUPPORTED,
          "attaching-not-built",
          "%s: this version cannot attach a repository to Subversion yet; add it without --svn"
              .formatted(svn == null ? name : svn));
    }
  }
}
