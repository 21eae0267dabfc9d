package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Repositories.Attachment;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub repo add}: a repository of the hub's own, or one on an existing Subversion server. */
@CommandLine.Command
public final class RepositoryAddCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the repository's name")
  private String name = "";

  @Option(
      names = "--svn",
      paramLabel = "URL",
      description = "attach it to this Subversion repository (svn://, http(s)://, file://)")
  private @Nullable String svn;

  @Option(
      names = "--svn-user",
      paramLabel = "U",
      defaultValue = "",
      description = "whom to sign in there as; the password is read from standard input")
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
    Optional<Attachment> attachment = attachment(console);
    long quotaBytes = ByteSize.parse(quota).bytes();
    new HubFolder(directory)
        .use(console, hub -> hub.addRepository(repository, attachment, quotaBytes));
    console.line("repository %s made; now give rights: hub grant %s USER write", name, name);
    return 0;
  }

  private Optional<Attachment> attachment(Console console) throws IOException, Fault {
    if (svn == null) {
      return Optional.empty();
    }
    String password = svnUser.isEmpty() ? "" : HubFolder.secretLine(console);
    return Optional.of(new Attachment(svn, svnUser, password));
  }
}
