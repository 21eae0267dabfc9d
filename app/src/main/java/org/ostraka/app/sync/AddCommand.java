package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.home.DeskAccount;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.home.SyncedFolder;
import org.ostraka.sync.web.RemoteFiles;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sync add}: from now on a folder is kept identical with a repository. */
@CommandLine.Command
public final class AddCommand implements Command {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "FOLDER", description = "made if it is not there")
  private Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "REPO[:/path]", description = "the repository or folder")
  private String what = "";

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    DeskHome place = home.home();
    DeskAccount account = place.account();
    SyncedFolder added = place.add(folder, place(account, what));
    console.line("%s is kept identical with %s", added.folder(), added.place());
    if (!place.status().running()) {
      console.line("run the desk: ostraka sync run --home %s", place.directory());
    }
    return 0;
  }

  private static SyncedFolder.Place place(DeskAccount account, String what)
      throws Fault, IOException, InterruptedException {
    int colon = what.indexOf(':');
    RepositoryName repository = new RepositoryName(colon < 0 ? what : what.substring(0, colon));
    String path = colon < 0 ? "/" : what.substring(colon + 1);
    try (RemoteFiles files = new RemoteFiles(account.hub(), account.token())) {
      NodeId base = files.list(repository, path).folder();
      String plain = path.replaceAll("/+$", "").replaceAll("/+", "/");
      String shown = base.equals(NodeId.ROOT) ? "/" : plain;
      return new SyncedFolder.Place(repository, shown.startsWith("/") ? shown : "/" + shown, base);
    }
  }
}
