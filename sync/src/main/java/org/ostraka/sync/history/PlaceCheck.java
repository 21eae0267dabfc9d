package org.ostraka.sync.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.tmatesoft.svn.core.SVNErrorCode;
import org.tmatesoft.svn.core.SVNErrorMessage;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNNodeKind;
import org.tmatesoft.svn.core.SVNProperties;
import org.tmatesoft.svn.core.SVNURL;
import org.tmatesoft.svn.core.internal.io.fs.FSRepositoryFactory;
import org.tmatesoft.svn.core.io.ISVNEditor;
import org.tmatesoft.svn.core.io.SVNCapability;
import org.tmatesoft.svn.core.io.SVNRepository;
import org.tmatesoft.svn.core.io.SVNRepositoryFactory;

/**
 * A look at an existing repository before it is attached: that it answers, that the address is a
 * folder in it, and that it would take commits. Nothing is written there.
 */
final class PlaceCheck {
  private static final Set<SVNErrorCode> NOT_THERE =
      Set.of(
          SVNErrorCode.FS_NOT_FOUND,
          SVNErrorCode.RA_SVN_REPOS_NOT_FOUND,
          SVNErrorCode.RA_LOCAL_REPOS_NOT_FOUND,
          SVNErrorCode.RA_LOCAL_REPOS_OPEN_FAILED,
          SVNErrorCode.RA_DAV_PATH_NOT_FOUND,
          SVNErrorCode.RA_ILLEGAL_URL);

  private final HistoryPlace.Attached place;

  PlaceCheck(HistoryPlace.Attached place) {
    this.place = place;
  }

  void run() throws IOException, Fault {
    try {
      SVNRepository connection = connect();
      try {
        requireFolder(connection);
        requireWritable(connection);
      } finally {
        connection.closeSession();
      }
    } catch (SVNException e) {
      throw explained(e);
    }
  }

  private SVNRepository connect() throws SVNException {
    if (isLocal()) {
      FSRepositoryFactory.setup();
      return SVNRepositoryFactory.create(SVNURL.parseURIEncoded(place.url().toString()));
    }
    return new ServerVault(place).connect();
  }

  private boolean isLocal() {
    return "file".equalsIgnoreCase(place.url().getScheme());
  }

  private void requireFolder(SVNRepository connection) throws SVNException, Fault {
    SVNNodeKind kind = connection.checkPath("", connection.getLatestRevision());
    if (kind != SVNNodeKind.DIR) {
      String what = kind == SVNNodeKind.NONE ? "there is nothing" : "there is a file";
      throw notFound(what + " at this path of the repository; make a folder with svn mkdir");
    }
  }

  private void requireWritable(SVNRepository connection) throws SVNException, Fault {
    if (isLocal()) {
      Path files = Path.of(connection.getRepositoryRoot(true).getPath()).resolve("db");
      if (!Files.isWritable(files)) {
        throw readOnly("the hub's own user may not write into " + files);
      }
      return;
    }
    if (!connection.hasCapability(SVNCapability.COMMIT_REVPROPS)) {
      throw new Fault(
          FaultKind.UNSUPPORTED,
          "svn-old",
          place + ": the server is older than Subversion 1.5 and cannot be attached");
    }
    try {
      ISVNEditor editor =
          connection.getCommitEditor("a try", Map.of(), false, new SVNProperties(), null);
      editor.openRoot(-1);
      editor.abortEdit();
    } catch (SVNException e) {
      throw readOnly(e.getErrorMessage().getFullMessage());
    }
  }

  private Fault readOnly(String why) {
    return new Fault(
        FaultKind.ACCESS_DENIED,
        "svn-read-only",
        "%s: it can be read and takes no commits: %s; give the user the right to write there"
            .formatted(place, why));
  }

  private Fault notFound(String why) {
    return new Fault(FaultKind.NOT_FOUND, "svn-not-found", place + ": " + why);
  }

  private Fault explained(SVNException e) {
    if (isNotThere(e.getErrorMessage())) {
      return notFound(
          "there is no repository at this address (%s)"
              .formatted(e.getErrorMessage().getFullMessage()));
    }
    try {
      IOException other = SvnFailures.convert(place.toString(), e);
      return new Fault(FaultKind.UNAVAILABLE, "svn-failed", String.valueOf(other.getMessage()), e);
    } catch (Fault fault) {
      return fault.kind() == FaultKind.UNAVAILABLE ? unreachable(e) : fault;
    }
  }

  /** A web server's own word comes first, and Subversion's behind it. */
  private static boolean isNotThere(SVNErrorMessage first) {
    for (@Nullable SVNErrorMessage at = first; at != null; at = at.getChildErrorMessage()) {
      if (NOT_THERE.contains(at.getErrorCode())) {
        return true;
      }
    }
    return false;
  }

  private Fault unreachable(SVNException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new Fault(
            FaultKind.UNAVAILABLE,
            "svn-untrusted",
            "%s: the server's certificate is not accepted (%s); where it is your own, add the authority that signed it to Java's trust store on the hub's machine (keytool -importcert -cacerts -file FILE) and start the hub again"
                .formatted(place, e.getErrorMessage().getFullMessage()),
            e);
      }
    }
    return new Fault(
        FaultKind.UNAVAILABLE,
        "svn-unreachable",
        "%s cannot be reached: %s; check host, port and that the server runs"
            .formatted(place, e.getErrorMessage().getFullMessage()),
        e);
  }
}
