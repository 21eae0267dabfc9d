package org.ostraka.sync.history;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNPropertyValue;
import org.tmatesoft.svn.core.SVNRevisionProperty;
import org.tmatesoft.svn.core.SVNURL;
import org.tmatesoft.svn.core.internal.io.dav.DAVRepositoryFactory;
import org.tmatesoft.svn.core.internal.io.svn.SVNRepositoryFactoryImpl;
import org.tmatesoft.svn.core.io.ISVNEditor;
import org.tmatesoft.svn.core.io.SVNRepository;
import org.tmatesoft.svn.core.io.SVNRepositoryFactory;

/**
 * A repository on a Subversion server. The server makes its commits durable itself; it signs them
 * with the user that the hub has there, and lets the hub correct that only if its administrator
 * allows changes of revision properties.
 */
final class ServerVault implements Vault {
  private static final Logger LOG = LoggerFactory.getLogger(ServerVault.class);

  private final SVNURL url;
  private final HistoryPlace.Attached place;
  private boolean refusesSigning;

  ServerVault(HistoryPlace.Attached place) throws SVNException {
    this.place = place;
    this.url = SVNURL.parseURIEncoded(place.url().toString());
    SVNRepositoryFactoryImpl.setup();
    DAVRepositoryFactory.setup();
  }

  @Override
  public SVNRepository connect() throws SVNException {
    SVNRepository connection = SVNRepositoryFactory.create(url);
    connection.setAuthenticationManager(new ServerAccess(place));
    return connection;
  }

  @Override
  public ISVNEditor editor(SVNRepository connection, CommitNote note) throws SVNException {
    String message = note.author() + ": " + note.message();
    // Without a map of locks, be it empty, SVNKit's svn:// client forgets the properties.
    return connection.getCommitEditor(message, Map.of(), false, note.custom(), null);
  }

  @Override
  public void sign(SVNRepository connection, long revision, CommitNote note) {
    if (refusesSigning) {
      return;
    }
    try {
      set(connection, revision, SVNRevisionProperty.AUTHOR, note.author().text());
      set(connection, revision, SVNRevisionProperty.DATE, note.date());
    } catch (SVNException e) {
      refusesSigning = true;
      LOG.info(
          "{} refuses to change author and date of revisions ({}); the log's messages name the"
              + " author",
          url.toDecodedString(),
          e.getErrorMessage().getMessage());
    }
  }

  private static void set(SVNRepository connection, long revision, String name, String value)
      throws SVNException {
    connection.setRevisionPropertyValue(revision, name, SVNPropertyValue.create(value));
  }

  @Override
  public String path() throws SVNException {
    SVNRepository connection = connect();
    try {
      String path = connection.getRepositoryPath("");
      return path.equals("/") ? "" : path;
    } finally {
      connection.closeSession();
    }
  }

  @Override
  public void close() {
    // Connections are closed by those who opened them.
  }
}
