package org.ostraka.ballot.box;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.VoterId;

/**
 * An entry of the log as bytes: version, type, body; the table stands in docs/format/ballot.md. The
 * leader's stamp is not part of it. Integers are big-endian.
 */
public final class EntryCodec {

  /** The only version so far. */
  public static final byte VERSION = 1;

  private static final int HEADER = 2;
  private static final int SHORTEST_CLAIM = 64;

  private static final byte REGISTRATION_STARTED = 1;
  private static final byte VOTERS_REGISTERED = 2;
  private static final byte REGISTRATION_COMPLETED = 3;
  private static final byte REGISTRATION_ABANDONED = 4;
  private static final byte ELECTION_OPENED = 5;
  private static final byte ELECTION_CLOSING = 6;
  private static final byte ELECTION_CLOSED = 7;
  private static final byte DIRECTORY_MADE = 8;
  private static final byte CLAIMS = 9;
  private static final byte TICK = 10;

  private EntryCodec() {}

  /** The entry as bytes. */
  public static byte[] encode(Entry entry) {
    ByteBuffer to = ByteBuffer.allocate(size(entry));
    to.put(VERSION);
    switch (entry) {
      case Entry.RegistrationStarted it -> write(it, to);
      case Entry.VotersRegistered it -> write(it, to);
      case Entry.RegistrationCompleted it ->
          attempt(REGISTRATION_COMPLETED, it.election(), it.attempt(), to).putInt(it.voters());
      case Entry.RegistrationAbandoned it ->
          attempt(REGISTRATION_ABANDONED, it.election(), it.attempt(), to);
      case Entry.ElectionOpened it -> election(ELECTION_OPENED, it.election(), to);
      case Entry.ElectionClosing it -> election(ELECTION_CLOSING, it.election(), to);
      case Entry.ElectionClosed it -> election(ELECTION_CLOSED, it.election(), to);
      case Entry.DirectoryMade it ->
          ClaimCodec.writePath(it.path(), election(DIRECTORY_MADE, it.election(), to));
      case Entry.Claims it -> write(it, to);
      case Entry.Tick() -> to.put(TICK);
    }
    return to.array().length == to.position()
        ? to.array()
        : Arrays.copyOf(to.array(), to.position());
  }

  /** An upper bound of the encoded size, in bytes; exact for claims. */
  public static int size(Entry entry) {
    return HEADER
        + switch (entry) {
          case Entry.Claims it -> 4 + it.claims().stream().mapToInt(ClaimCodec::size).sum();
          case Entry.VotersRegistered it ->
              128 + it.voters().stream().mapToInt(voter -> 1 + voter.size()).sum();
          case Entry.DirectoryMade it -> 128 + it.path().value().length() * 3;
          case Entry.RegistrationStarted _,
              Entry.RegistrationCompleted _,
              Entry.RegistrationAbandoned _,
              Entry.ElectionOpened _,
              Entry.ElectionClosing _,
              Entry.ElectionClosed _ ->
              128;
          case Entry.Tick() -> 0;
        };
  }

  private static void write(Entry.RegistrationStarted it, ByteBuffer to) {
    attempt(REGISTRATION_STARTED, it.election(), it.attempt(), to)
        .putInt(it.options().blockSize())
        .putInt(Math.toIntExact(it.options().settlingWindow().toMillis()))
        .putInt(Math.toIntExact(it.options().allowedSkew().toMillis()))
        .put((byte) (it.options().sealed() ? 1 : 0));
  }

  private static void write(Entry.VotersRegistered it, ByteBuffer to) {
    attempt(VOTERS_REGISTERED, it.election(), it.attempt(), to)
        .putInt(it.first())
        .putInt(it.voters().size());
    for (VoterId voter : it.voters()) {
      to.put((byte) voter.size());
      voter.writeTo(to);
    }
  }

  private static void write(Entry.Claims it, ByteBuffer to) {
    to.put(CLAIMS).putInt(it.claims().size());
    it.claims().forEach(claim -> ClaimCodec.write(claim, to));
  }

  private static ByteBuffer election(byte type, ElectionName election, ByteBuffer to) {
    to.put(type);
    ClaimCodec.writeShort(election.value(), to);
    return to;
  }

  private static ByteBuffer attempt(byte type, ElectionName election, long attempt, ByteBuffer to) {
    return election(type, election, to).putLong(attempt);
  }

  /**
   * Reads an entry that fills the buffer.
   *
   * @throws MalformedEntryException if the bytes are anything else
   */
  public static Entry decode(ByteBuffer from) throws MalformedEntryException {
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw new MalformedEntryException("entry of version " + version + ": this is version 1");
      }
      Entry entry = body(from.get(), from);
      if (from.hasRemaining()) {
        throw new MalformedEntryException(from.remaining() + " bytes behind the entry");
      }
      return entry;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new MalformedEntryException("not an entry: " + e.getMessage(), e);
    }
  }

  private static Entry body(byte type, ByteBuffer from) throws MalformedEntryException {
    return switch (type) {
      case REGISTRATION_STARTED -> readStarted(from);
      case VOTERS_REGISTERED -> readVoters(from);
      case REGISTRATION_COMPLETED ->
          new Entry.RegistrationCompleted(election(from), from.getLong(), from.getInt());
      case REGISTRATION_ABANDONED ->
          new Entry.RegistrationAbandoned(election(from), from.getLong());
      case ELECTION_OPENED -> new Entry.ElectionOpened(election(from));
      case ELECTION_CLOSING -> new Entry.ElectionClosing(election(from));
      case ELECTION_CLOSED -> new Entry.ElectionClosed(election(from));
      case DIRECTORY_MADE -> readDirectory(from);
      case CLAIMS -> readClaims(from);
      case TICK -> new Entry.Tick();
      default -> throw new MalformedEntryException("entry of unknown type " + type);
    };
  }

  private static ElectionName election(ByteBuffer from) {
    return new ElectionName(ClaimCodec.readShort(from));
  }

  private static Entry readStarted(ByteBuffer from) {
    ElectionName election = election(from);
    long attempt = from.getLong();
    int blockSize = from.getInt();
    Duration window = Duration.ofMillis(from.getInt());
    Duration skew = Duration.ofMillis(from.getInt());
    boolean sealed = readBoolean(from);
    return new Entry.RegistrationStarted(
        election, attempt, new ElectionOptions(blockSize, window, skew, sealed));
  }

  private static boolean readBoolean(ByteBuffer from) {
    byte value = from.get();
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("a truth value of " + value + ": 0 or 1");
    }
    return value == 1;
  }

  private static Entry readVoters(ByteBuffer from) {
    ElectionName election = election(from);
    long attempt = from.getLong();
    int first = from.getInt();
    int count = count(from, 2);
    List<VoterId> voters = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      voters.add(VoterId.trusted(ClaimCodec.bytes(from, from.get() & 0xff)));
    }
    return new Entry.VotersRegistered(election, attempt, first, voters);
  }

  private static Entry readDirectory(ByteBuffer from) {
    ElectionName election = election(from);
    BallotPath path = ClaimCodec.readPath(from);
    return new Entry.DirectoryMade(election, path);
  }

  private static Entry readClaims(ByteBuffer from) {
    int count = count(from, SHORTEST_CLAIM);
    List<Claim> claims = new ArrayList<>(count);
    Claim before = null;
    for (int i = 0; i < count; i++) {
      before = ClaimCodec.read(from, before);
      claims.add(before);
    }
    return new Entry.Claims(claims);
  }

  /** A count of items that have at least {@code shortest} bytes each, so it cannot lie by much. */
  private static int count(ByteBuffer from, int shortest) {
    int count = from.getInt();
    if (count < 0 || count > from.remaining() / shortest) {
      throw new IllegalArgumentException(
          "a count of %d in %d bytes".formatted(count, from.remaining()));
    }
    return count;
  }
}
