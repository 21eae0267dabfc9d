package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import org.ostraka.sync.account.Repositories.Repository;

/** A repository that is open on this hub, with what goes with it. */
record OpenRepository(
    Repository repository,
    LiveRepository live,
    ChunkAccess access,
    KeptHistory history,
    FreeSpace space,
    UserQuota quota)
    implements Closeable {

  /** The same, under another quota. */
  OpenRepository with(Repository changed) {
    return new OpenRepository(changed, live, access, history, space, quota);
  }

  /** The history first: it reads the journal until it ends. */
  @Override
  public void close() throws IOException {
    try {
      history.close();
    } finally {
      live.close();
    }
  }
}
