package org.ostraka.ballot.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;

/**
 * Keys of rows: the election's name, a zero byte, then what tells its rows apart. Integers are
 * big-endian, so that keys sort as the numbers do.
 */
final class Keys {

  /** The longest key: an election's name, the zero byte and a path. */
  static final int MAX_BYTES = 64 + 1 + BallotPath.MAX_BYTES;

  private static final byte BEHIND_NAME = 0;
  private static final byte BEHIND_ALL_ROWS = 1;

  private Keys() {}

  /** What all rows of the election begin with; also the key of its own row. */
  static byte[] of(ElectionName election) {
    return name(election, BEHIND_NAME);
  }

  /** The first key behind all rows of the election. */
  static byte[] behind(ElectionName election) {
    return name(election, BEHIND_ALL_ROWS);
  }

  private static byte[] name(ElectionName election, byte end) {
    byte[] name = election.value().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(name.length + 1).put(name).put(end).array();
  }

  /** The election of a row. */
  static ElectionName election(byte[] key) {
    int end = 0;
    while (key[end] != BEHIND_NAME) {
      end++;
    }
    return new ElectionName(new String(key, 0, end, StandardCharsets.US_ASCII));
  }

  static byte[] of(ElectionName election, BallotPath path) {
    return join(of(election), utf8(path));
  }

  static byte[] utf8(BallotPath path) {
    return path.value().getBytes(StandardCharsets.UTF_8);
  }

  /** The path of a row of the election. */
  static BallotPath path(byte[] prefix, byte[] key) {
    return new BallotPath(
        new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8));
  }

  static byte[] join(byte[] prefix, byte[] suffix) {
    return ByteBuffer.allocate(prefix.length + suffix.length).put(prefix).put(suffix).array();
  }

  /** The inode of a row of the election. */
  static InodeNumber inode(byte[] prefix, byte[] key) {
    return new InodeNumber(ByteBuffer.wrap(key).getInt(prefix.length));
  }

  private static byte[] ascii(ClaimId claim) {
    return claim.server().value().getBytes(StandardCharsets.US_ASCII);
  }

  /** The key of a voter's invalid files, without the claim. */
  static byte[] of(ElectionName election, VoterId voter) {
    byte[] name = of(election);
    ByteBuffer key = ByteBuffer.allocate(name.length + 1 + voter.size());
    key.put(name).put((byte) voter.size());
    voter.writeTo(key);
    return key.array();
  }

  /** The claim of a key that is a voter's, joined with that of the claim. */
  static ClaimId claimOfVoter(byte[] prefix, byte[] key) {
    int voter = key[prefix.length] & 0xff;
    return claim(ByteBuffer.wrap(key).position(prefix.length + 1 + voter));
  }

  /** What tells one claim from all others. */
  static byte[] of(ClaimId claim) {
    byte[] server = ascii(claim);
    return ByteBuffer.allocate(Long.BYTES + server.length)
        .putLong(claim.nonce())
        .put(server)
        .array();
  }

  /** The claim whose {@link #of(ClaimId)} the rest of the key is. */
  static ClaimId claim(ByteBuffer key) {
    long nonce = key.getLong();
    byte[] server = new byte[key.remaining()];
    key.get(server);
    return new ClaimId(new ServerId(new String(server, StandardCharsets.US_ASCII)), nonce);
  }
}
