package org.ostraka.ballot.box;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;

/**
 * The voters of one election in memory: identifiers, inode numbers and winners, packed into arrays
 * so that a million voters take some tens of megabytes.
 *
 * <p>Inode {@code n} has its identifier at {@code ids[ends[n-1]..ends[n])}. The hash table holds
 * inode numbers by open addressing; 0 is an empty slot.
 */
final class Roll {
  private static final int SMALLEST = 16;
  private static final LogIndex NOT_USED = LogIndex.NONE;

  private byte[] ids = new byte[SMALLEST * 8];
  private int[] ends = new int[SMALLEST];
  private int[] table = new int[SMALLEST * 2];
  private int size;

  private ServerId[] servers = new ServerId[0];
  private char[] winnerServers = new char[SMALLEST];
  private long[] winnerNonces = new long[SMALLEST];
  private long[] winnerIndexes = new long[SMALLEST];
  private int valid;

  int size() {
    return size;
  }

  int valid() {
    return valid;
  }

  /** Adds the next voter; its inode is the new size. The caller has seen that it is not there. */
  InodeNumber add(VoterId voter) {
    makeRoom(voter.size());
    size++;
    ByteBuffer target = ByteBuffer.wrap(ids, ends[size - 1], voter.size());
    voter.writeTo(target);
    ends[size] = target.position();
    winnerIndexes[size] = NOT_USED.value();
    insert(size);
    return new InodeNumber(size);
  }

  /** The inode of the voter, or null. */
  @Nullable InodeNumber inodeOrNull(VoterId voter) {
    byte[] wanted = voter.toUtf8();
    for (int slot = slotOf(hash(wanted, 0, wanted.length)); table[slot] != 0; slot = next(slot)) {
      int inode = table[slot];
      if (voter.matches(ids, ends[inode - 1], ends[inode])) {
        return new InodeNumber(inode);
      }
    }
    return null;
  }

  /** Whether the inode exists and is this voter's. */
  boolean matches(InodeNumber inode, VoterId voter) {
    int at = inode.value();
    return at <= size && voter.matches(ids, ends[at - 1], ends[at]);
  }

  VoterId voter(InodeNumber inode) {
    return VoterId.trusted(Arrays.copyOfRange(ids, ends[inode.value() - 1], ends[inode.value()]));
  }

  boolean isValid(InodeNumber inode) {
    return winnerIndexes[inode.value()] != NOT_USED.value();
  }

  InodeState state(InodeNumber inode) {
    int at = inode.value();
    if (!isValid(inode)) {
      return new InodeState.Pending();
    }
    ClaimId winner = new ClaimId(servers[winnerServers[at]], winnerNonces[at]);
    return new InodeState.Valid(winner, new LogIndex(winnerIndexes[at]));
  }

  /** The log entry at which this claim won, or null; looks at every voter. */
  @Nullable LogIndex wonAtOrNull(ClaimId claim) {
    int server = Arrays.asList(servers).indexOf(claim.server());
    for (int inode = 1; inode <= size; inode++) {
      if (winnerNonces[inode] == claim.nonce()
          && winnerServers[inode] == server
          && winnerIndexes[inode] != NOT_USED.value()) {
        return new LogIndex(winnerIndexes[inode]);
      }
    }
    return null;
  }

  void markValid(InodeNumber inode, InodeState.Valid state) {
    int at = inode.value();
    if (!isValid(inode)) {
      valid++;
    }
    winnerServers[at] = numberOf(state.winner().server());
    winnerNonces[at] = state.winner().nonce();
    winnerIndexes[at] = state.index().value();
  }

  private char numberOf(ServerId server) {
    int known = Arrays.asList(servers).indexOf(server);
    if (known >= 0) {
      return (char) known;
    }
    if (servers.length > Character.MAX_VALUE) {
      throw new IllegalStateException("more than 65,536 servers in one election");
    }
    servers = Arrays.copyOf(servers, servers.length + 1);
    servers[servers.length - 1] = server;
    return (char) (servers.length - 1);
  }

  private void makeRoom(int bytes) {
    if (ends[size] + bytes > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(ids.length + ids.length / 2, ends[size] + bytes));
    }
    if (size + 2 > ends.length) {
      int room = ends.length + ends.length / 2;
      ends = Arrays.copyOf(ends, room);
      winnerServers = Arrays.copyOf(winnerServers, room);
      winnerNonces = Arrays.copyOf(winnerNonces, room);
      winnerIndexes = Arrays.copyOf(winnerIndexes, room);
    }
    if ((size + 1) * 2 > table.length) {
      table = new int[table.length * 2];
      for (int inode = 1; inode <= size; inode++) {
        insert(inode);
      }
    }
  }

  private void insert(int inode) {
    int slot = slotOf(hash(ids, ends[inode - 1], ends[inode]));
    while (table[slot] != 0) {
      slot = next(slot);
    }
    table[slot] = inode;
  }

  /** FNV-1a, then mixed so that the low bits, which pick the slot, depend on all. */
  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811c9dc5;
    for (int at = from; at < to; at++) {
      hash = (hash ^ bytes[at]) * 0x01000193;
    }
    return hash ^ hash >>> 15;
  }

  private int slotOf(int hash) {
    return hash & table.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & table.length - 1;
  }
}
