package org.ostraka.app.sync;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.home.DeskAccount;
import org.ostraka.sync.home.SyncedFolder;
import org.ostraka.sync.web.RemoteFiles;

/** What people call a part of a repository, looked up on the hub. */
final class Places {

  private Places() {}

  /**
   * Looks a place up.
   *
   * @param what {@code REPO} or {@code REPO:/path}
   * @param only folders in it, as paths from it; empty for all of it
   * @throws Fault NOT_FOUND if something is not there, or may not be read
   */
  static SyncedFolder.Place of(DeskAccount account, String what, List<String> only)
      throws Fault, IOException, InterruptedException {
    int colon = what.indexOf(':');
    RepositoryName repository = new RepositoryName(colon < 0 ? what : what.substring(0, colon));
    String path = plain(colon < 0 ? "/" : what.substring(colon + 1));
    try (RemoteFiles files = new RemoteFiles(account.hub(), account.token())) {
      NodeId base = files.list(repository, path).folder();
      SortedMap<String, NodeId> chosen = new TreeMap<>();
      for (String folder : only) {
        String whole = plain(path + "/" + folder);
        chosen.put(whole, folder(files, repository, whole));
      }
      return new SyncedFolder.Place(repository, path, base, chosen);
    }
  }

  private static NodeId folder(RemoteFiles files, RepositoryName repository, String path)
      throws Fault, IOException, InterruptedException {
    try {
      return files.list(repository, path).folder();
    } catch (Fault e) {
      throw e.kind() == FaultKind.NOT_FOUND
          ? new Fault(
              FaultKind.NOT_FOUND,
              "no-such-folder",
              "%s has no folder %s that you may read".formatted(repository, path),
              e)
          : e;
    }
  }

  private static String plain(String path) {
    String single = ("/" + path).replaceAll("/+", "/");
    return single.length() > 1 ? single.replaceAll("/$", "") : single;
  }
}
