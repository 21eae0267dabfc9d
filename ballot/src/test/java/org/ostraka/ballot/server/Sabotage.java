package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.sim.SimDisk;

/** A fault put into a simulated organisation on purpose, to see that the checkers find it. */
enum Sabotage {
  /** Nothing is wrong. */
  NONE,
  /** Every server takes the youngest claim for the oldest. */
  YOUNGEST_WINS,
  /** One server judges by other dates than the others. */
  ONE_JUDGES_OTHERWISE,
  /** A restarted server's tables claim an entry that they do not hold. */
  STORE_LOSES_A_COMMIT,
  /** A restarted server has forgotten its pending files. */
  JOURNAL_FORGETS,
  /** A disk calls durable what it has not written. */
  DISK_LIES,
  /** A valid file's block is altered in one server's tables. */
  BLOCK_IS_ALTERED,
  /** A leader calls committed what it alone holds. */
  COMMIT_ON_ONE,
  /** Claims are applied under other numbers than they were sent with. */
  CLAIM_NUMBERS_CHANGE,
  /** One server's claims are applied for another voter than the one who voted. */
  VOTERS_ARE_MIXED_UP,
  /** One server never sends its claims. */
  CLAIMS_ARE_NOT_SENT,
  /** Voters are told that their ballot is valid as soon as it is recorded. */
  TOLD_TOO_SOON,
  /** Ballots bear the names of their voters. */
  NAMES_TELL_VOTERS;

  private static final String VICTIM = "s1";

  /** What happens to a server's disk before it starts. */
  void beforeStart(World world, SimServer server) throws IOException {
    MemoryBoxStore store = server.store();
    LogIndex next = new LogIndex(store.applied().value() + 1);
    boolean behind = next.value() > 0 && next.value() < server.member().length();
    if (this == STORE_LOSES_A_COMMIT && behind) {
      store.commit(next, store.logTime(), List.of());
    }
    if (this == JOURNAL_FORGETS && server.disk().exists(SimServer.PENDING)) {
      forgetPending(server.disk());
    }
    if (this == BLOCK_IS_ALTERED && server.name().equals(VICTIM)) {
      store.flush();
      for (FileEntry file : store.files(Electorate.ELECTION, BallotPath.ROOT, 1)) {
        store.damage(Electorate.ELECTION, file.name());
      }
    }
  }

  private static void forgetPending(SimDisk disk) throws IOException {
    for (String name : disk.list(SimServer.PENDING)) {
      disk.delete(SimServer.PENDING.resolve(name));
    }
    disk.forceDirectory(SimServer.PENDING);
  }

  /** The entry as this server takes it. */
  Entry seenBy(String server, Instant stamp, Entry entry) {
    boolean mirrored =
        this == YOUNGEST_WINS || (this == ONE_JUDGES_OTHERWISE && server.equals(VICTIM));
    if (mirrored) {
      return changed(entry, claim -> dated(claim, stamp.plus(between(claim.created(), stamp))));
    }
    return switch (this) {
      case CLAIM_NUMBERS_CHANGE -> changed(entry, Sabotage::renumbered);
      case VOTERS_ARE_MIXED_UP -> changed(entry, Sabotage::mixedUp);
      default -> entry;
    };
  }

  /** Whether a server's claims stay where they are. */
  boolean swallowsClaimsOf(String server) {
    return this == CLAIMS_ARE_NOT_SENT && server.equals(VICTIM);
  }

  private static Duration between(Instant from, Instant to) {
    return Duration.between(from, to);
  }

  private static Entry changed(Entry entry, UnaryOperator<Claim> change) {
    return entry instanceof Entry.Claims batch
        ? new Entry.Claims(batch.claims().stream().map(change).toList())
        : entry;
  }

  private static Claim dated(Claim it, Instant created) {
    return claim(it, it.id(), it.inode().value(), created);
  }

  private static Claim renumbered(Claim it) {
    ClaimId other = new ClaimId(it.id().server(), it.id().nonce() ^ 1);
    return claim(it, other, it.inode().value(), it.created());
  }

  private static Claim mixedUp(Claim it) {
    boolean victim = it.id().server().value().equals(VICTIM);
    return victim ? claim(it, it.id(), it.inode().value() + 1, it.created()) : it;
  }

  private static Claim claim(Claim it, ClaimId id, int inode, Instant created) {
    return new Claim(
        id,
        it.election(),
        new InodeNumber(inode),
        Electorate.voter(inode),
        created,
        it.name(),
        it.digest(),
        it.block());
  }
}
