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
import org.ostraka.sync.account.Repositories.Attachment;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub repo add}: makes a repository, or attaches one to an existing Subversion server. */
@CommandLine.Command
public final class RepositoryAddCommand implements Command {
  private static final String PASSWORD_VARIABLE = "OSTRAKA_SVN_PASSWORD";

  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the repository's name")
  private String name = "";

  @Option(
      names = "--svn",
      paramLabel = "URL",
      description =
          "an existing repository, or a folder in one, to keep the history in: svn://, https://,"
              + " http:// or file:// (default: one that the hub makes)")
  private @Nullable String svn;

  @Option(
      names = "--svn-user",
      paramLabel = "U",
      defaultValue = "",
      description =
          "whom to sign in there as; the password is asked for, or taken from the environment's "
              + PASSWORD_VARIABLE)
  private String svnUser;

  @Option(
      names = "--password-stdin",
      description = "read that password from the first line of standard input")
  private boolean fromInput;

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
    long quotaBytes = ByteSize.parse(quota).bytes();
    Optional<Attachment> attachment = attachment(console);
    new HubFolder(directory)
        .use(console, hub -> hub.addRepository(repository, attachment, quotaBytes));
    String how = svn == null ? "made" : "attached to " + svn;
    console.line("repository %s %s; now give rights: hub grant %s USER write", name, how, name);
    return 0;
  }

  private Optional<Attachment> attachment(Console console) throws Fault, IOException {
    if (svn == null) {
      if (!svnUser.isEmpty()) {
        throw Fault.of(FaultKind.INVALID_INPUT, "--svn-user is for --svn URL, which is missing");
      }
      return Optional.empty();
    }
    return Optional.of(new Attachment(svn, svnUser, svnUser.isEmpty() ? "" : svnPassword(console)));
  }

  private String svnPassword(Console console) throws Fault, IOException {
    if (fromInput) {
      return HubFolder.secretLine(console);
    }
    @Nullable String known = System.getenv(PASSWORD_VARIABLE);
    if (known != null) {
      return known;
    }
    return Optional.ofNullable(System.console())
        .filter(java.io.Console::isTerminal)
        .map(it -> it.readPassword("password of %s at %s: ", svnUser, svn))
        .map(String::new)
        .orElseThrow(() ->
            Fault.of(
                FaultKind.INVALID_INPUT,
                "no password for %s: give --password-stdin or set %s"
                    .formatted(svnUser, PASSWORD_VARIABLE)));
  }
}
