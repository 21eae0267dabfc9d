package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.WaitingClaim;

/**
 * Writes commits into the replicated tables, all of a buffer in one atomic batch. Each table's rows
 * go in sorted: RocksDB takes them faster so, and the numbers it gives them do not tell which voter
 * came with which file.
 */
final class BatchWriter implements Closeable {
  private final Batch batch;

  BatchWriter(Tables tables) {
    this.batch = new Batch(tables);
  }

  /** Writes the buffer, or, when this throws, nothing of it. */
  void write(CommitBuffer buffer) throws IOException {
    batch.discard();
    for (Map.Entry<ElectionName, ElectionBuffer> election : buffer.elections().entrySet()) {
      add(election.getKey(), election.getValue());
    }
    Meta.putApplied(batch, buffer.applied(), buffer.logTime());
    batch.write();
  }

  private void add(ElectionName name, ElectionBuffer election) throws IOException {
    byte[] prefix = Keys.of(name);
    if (election.dropped()) {
      batch.drop(name);
    }
    Election own = election.rowOrNull();
    if (own != null) {
      batch.key(prefix);
      Rows.write(own, batch.row());
      batch.put(Family.ELECTIONS);
    }
    addDirectories(prefix, election);
    addInodes(prefix, election);
    addFiles(prefix, election);
    addWaiting(prefix, election);
    removeSettled(prefix, election);
  }

  private void addDirectories(byte[] prefix, ElectionBuffer election) throws IOException {
    for (BallotPath directory : election.directories()) {
      batch.key(prefix).put(Keys.utf8(directory));
      Rows.writeDirectory(batch.row());
      batch.put(Family.DIRECTORIES);
    }
  }

  private void addInodes(byte[] prefix, ElectionBuffer election) throws IOException {
    for (Change.InodePut inode : election.inodes()) {
      batch.key(prefix).putInt(inode.inode().value());
      Rows.write(inode.voter(), inode.state(), batch.row());
      batch.put(Family.INODES);
    }
  }

  private void addFiles(byte[] prefix, ElectionBuffer election) throws IOException {
    for (Change.FilePut file : election.files()) {
      FileEntry entry = new FileEntry(file.name(), file.digest(), file.block().size(), file.hour());
      batch.putFile(prefix, entry, file.block());
    }
  }

  private void addWaiting(byte[] prefix, ElectionBuffer election) throws IOException {
    for (WaitingClaim waiting : election.waiting()) {
      Keys.write(waiting.claim().inode(), waiting.claim().id(), batch.key(prefix));
      Rows.write(waiting, batch.row());
      batch.put(Family.WAITING);
    }
  }

  private void removeSettled(byte[] prefix, ElectionBuffer election) throws IOException {
    for (Map.Entry<ClaimId, InodeNumber> settled : election.settled().entrySet()) {
      Keys.write(settled.getValue(), settled.getKey(), batch.key(prefix));
      batch.removeOnce(Family.WAITING);
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
