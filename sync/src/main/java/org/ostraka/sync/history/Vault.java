package org.ostraka.sync.history;

import java.io.Closeable;
import java.io.IOException;
import org.ostraka.base.Fault;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.io.ISVNEditor;
import org.tmatesoft.svn.core.io.SVNRepository;

/** The Subversion repository of a history, wherever it is. */
interface Vault extends Closeable {

  /**
   * Opens a connection. SVNKit's repositories serve one call of one thread at a time.
   *
   * <p>The caller ends it with {@link SVNRepository#closeSession}.
   */
  SVNRepository connect() throws SVNException;

  /** An editor whose closing commits; it is durable then, as far as this side can know. */
  ISVNEditor editor(SVNRepository connection, CommitNote note)
      throws SVNException, IOException, Fault;

  /** Tells the server who and when, if it has to be told after the commit. */
  void sign(SVNRepository connection, long revision, CommitNote note) throws SVNException;

  /** The path of the history's root in the repository: "" or from '/'. */
  String path() throws SVNException;
}
