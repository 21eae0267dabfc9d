package org.ostraka.sync.history;

import java.io.IOException;
import java.util.Set;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.tmatesoft.svn.core.SVNErrorCode;
import org.tmatesoft.svn.core.SVNException;

/** What SVNKit throws, in this project's words. */
final class SvnFailures {

  /** Another client committed what this commit was not based on. */
  private static final Set<SVNErrorCode> OVERTAKEN =
      Set.of(
          SVNErrorCode.FS_CONFLICT,
          SVNErrorCode.FS_OUT_OF_DATE,
          SVNErrorCode.FS_TXN_OUT_OF_DATE,
          SVNErrorCode.FS_NOT_FOUND,
          SVNErrorCode.FS_ALREADY_EXISTS,
          SVNErrorCode.FS_NOT_DIRECTORY,
          SVNErrorCode.RA_OUT_OF_DATE);

  private static final Set<SVNErrorCode> REFUSED =
      Set.of(SVNErrorCode.RA_NOT_AUTHORIZED, SVNErrorCode.AUTHN_CREDS_UNAVAILABLE);

  private static final Set<SVNErrorCode> UNREACHABLE =
      Set.of(SVNErrorCode.RA_SVN_IO_ERROR, SVNErrorCode.RA_DAV_REQUEST_FAILED);

  private SvnFailures() {}

  /** Whether the commit may succeed once the newer revisions are known. */
  static boolean overtaken(SVNException e) {
    return OVERTAKEN.contains(e.getErrorMessage().getErrorCode());
  }

  /** A fault where a person can act, and an {@link IOException} otherwise, to be thrown. */
  static IOException convert(String what, SVNException e) throws Fault {
    SVNErrorCode code = e.getErrorMessage().getErrorCode();
    String text = what + ": " + e.getErrorMessage().getFullMessage();
    if (code.getCategory() == SVNErrorCode.AUTHN_CATEGORY || REFUSED.contains(code)) {
      throw new Fault(
          FaultKind.ACCESS_DENIED,
          "svn-login",
          text + "; check the user and password given for the Subversion server",
          e);
    }
    if (code.equals(SVNErrorCode.FS_NOT_FOUND)) {
      throw new Fault(FaultKind.NOT_FOUND, "svn-not-found", text, e);
    }
    if (UNREACHABLE.contains(code)) {
      throw new Fault(
          FaultKind.UNAVAILABLE, "svn-unreachable", text + "; it is tried again by itself", e);
    }
    return new IOException(text, e);
  }
}
