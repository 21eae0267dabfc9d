package org.ostraka.app.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.server.Fsck;
import org.ostraka.ballot.server.FsckReport;
import org.ostraka.ballot.server.PendingFiles;
import org.ostraka.ballot.server.Tables;
import org.ostraka.ballot.store.InvalidStore;
import org.ostraka.ballot.store.ReplicatedStore;
import org.ostraka.ballot.store.StoreOptions;
import org.ostraka.ballot.web.RemotePeers;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;

/** The check of a server that does not run, on its disk; other servers may help to repair. */
public final class OfflineFsck {
  private OfflineFsck() {}

  /**
   * Checks, holding the server's data so that it cannot start meanwhile.
   *
   * @throws Fault {@code already-running} when it runs
   */
  public static FsckReport run(OrganisationDirectory directory, ServerId id, boolean repair)
      throws Fault, IOException, InterruptedException {
    Path data = directory.data(id);
    FileDisk disk = FileDisk.ownerOnly();
    try (Stack parts = new Stack()) {
      parts.push(DataLock.take(data));
      ReplicatedStore store =
          parts.push(ReplicatedStore.open(disk, data.resolve("valid"), StoreOptions.DEFAULT));
      InvalidStore invalid =
          parts.push(InvalidStore.open(disk, data.resolve("invalid"), InstantSource.system()));
      PendingFiles pending = parts.push(PendingFiles.open(disk, data.resolve("pending")));
      RemotePeers peers =
          parts.push(BallotNode.peers(directory.read(), id, directory.nodeIdentity(id)));
      BallotReplica replica = new BallotReplica(store, settled -> {});
      return new Fsck(new Tables(replica, pending, invalid), peers).run(repair);
    }
  }
}
