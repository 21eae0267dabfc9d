package org.ostraka.sync.history;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Where the Subversion repository of a history is. */
public sealed interface HistoryPlace {

  /**
   * A repository that the hub makes and owns, in the FSFS format of Subversion 1.10 and later.
   *
   * @param directory of the repository; made when it does not exist
   */
  record Own(Path directory) implements HistoryPlace {}

  /**
   * An existing repository, or a folder in one.
   *
   * @param url {@code svn}, {@code http}, {@code https} or {@code file}, without user and password
   * @param user name there; empty for nobody
   * @param password of that user; empty for none
   */
  record Attached(URI url, String user, String password) implements HistoryPlace {
    private static final Set<String> SCHEMES = Set.of("svn", "http", "https", "file");

    /** Checks the address. */
    public Attached {
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (!SCHEMES.contains(scheme)) {
        throw new IllegalArgumentException(
            url + ": a Subversion repository is given as svn://, https://, http:// or file://");
      }
      if (url.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "an address with user or password in it would be shown and logged: give them apart");
      }
    }

    /** Without the password, for logs and messages. */
    @Override
    public String toString() {
      return url + (user.isEmpty() ? "" : " as " + user);
    }
  }
}
