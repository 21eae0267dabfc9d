package org.ostraka.ballot.box;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;

/** The world of store tests: one election's rows, as a ballot box would emit them. */
public record Ballots(ElectionName election) {

  /** The hour in which all files of this world became valid. */
  public static final Instant HOUR = Instant.parse("2026-11-22T10:00:00Z");

  /** The world of an election of this name. */
  public static Ballots of(String election) {
    return new Ballots(new ElectionName(election));
  }

  /** The election's row, with so many voters. */
  public Change.ElectionPut row(Phase phase, int voters) {
    return new Change.ElectionPut(
        new Election(election, ElectionOptions.DEFAULT, phase, 7, voters));
  }

  /** An open election with the voters {@code voter-1}, {@code voter-2} and so on. */
  public List<Change> open(int voters) {
    return registered(Phase.OPEN, voters);
  }

  /** The rows of an election in this phase with so many voters. */
  public List<Change> registered(Phase phase, int voters) {
    List<Change> rows = new ArrayList<>();
    rows.add(row(phase, voters));
    IntStream.rangeClosed(1, voters).mapToObj(this::inode).forEach(rows::add);
    return rows;
  }

  public Change.InodePut inode(int number) {
    return new Change.InodePut(
        election, new InodeNumber(number), voter(number), new InodeState.Pending());
  }

  public static VoterId voter(int number) {
    return VoterId.of("voter-" + number);
  }

  /** What a voter's claim becomes when it is valid: both sides of it. */
  public Stream<Change> valid(int voter, String name, long index) {
    Claim claim = claim(voter, name);
    return Stream.of(
        new Change.InodePut(
            election,
            claim.inode(),
            claim.voter(),
            new InodeState.Valid(claim.id(), new LogIndex(index))),
        new Change.FilePut(election, claim.name(), claim.digest(), HOUR, claim.block()));
  }

  public Change.WaitingPut waits(int voter, String name, int settleMillis) {
    Instant settleAt = HOUR.plusMillis(settleMillis);
    return new Change.WaitingPut(new WaitingClaim(claim(voter, name), HOUR, settleAt));
  }

  public Change.WaitingRemoved waitsNoMore(int voter, String name) {
    return new Change.WaitingRemoved(election, new InodeNumber(voter), claim(voter, name).id());
  }

  /** A claim of this voter; the block is the name, so that it is known again. */
  public Claim claim(int voter, String name) {
    Block block = block(name);
    return new Claim(
        new ClaimId(new ServerId("s" + (voter % 3 + 1)), voter * 31L + name.hashCode()),
        election,
        new InodeNumber(voter),
        voter(voter),
        HOUR,
        new BallotPath(name),
        block.digest(),
        block);
  }

  /** The stored file of this name. */
  public static StoredFile file(String name) {
    Block block = block(name);
    FileEntry entry = new FileEntry(new BallotPath(name), block.digest(), block.size(), HOUR);
    return new StoredFile(entry, block);
  }

  /** A file of this name with other content than {@link #file} gives. */
  public static StoredFile forged(String name) {
    Block block = block("not " + name);
    FileEntry entry = new FileEntry(new BallotPath(name), block.digest(), block.size(), HOUR);
    return new StoredFile(entry, block);
  }

  private static Block block(String name) {
    return Block.of(("ballot of " + name).repeat(20).getBytes(StandardCharsets.UTF_8));
  }
}
