package org.ostraka.ballot.web;

import java.nio.ByteBuffer;
import java.util.List;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.NewFile;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.Written;
import org.ostraka.base.Fault;

/** The batches that voting processes send, as bytes. */
final class BatchRequests {

  private BatchRequests() {}

  static byte[] ballots(List<Ballot> ballots) {
    return Batch.encode(ballots, BatchRequests::size, BatchRequests::write);
  }

  /** Bytes of one ballot in a batch. */
  static int size(Ballot ballot) {
    return Batch.size(ballot.voter()) + Batch.size(ballot.name()) + Batch.size(ballot.block());
  }

  private static void write(Ballot ballot, ByteBuffer to) {
    Batch.writeVoter(ballot.voter(), to);
    Batch.writeName(ballot.name(), to);
    Batch.writeBlock(ballot.block(), to);
  }

  static List<Ballot> readBallots(ByteBuffer from) throws Fault {
    return Batch.decode(from, BatchRequests::readBallot);
  }

  private static Ballot readBallot(ByteBuffer from) {
    VoterId voter = Batch.readVoter(from);
    BallotPath name = Batch.readName(from);
    return new Ballot(voter, name, Batch.readBlock(from));
  }

  static byte[] newFiles(List<NewFile> files) {
    return Batch.encode(files, BatchRequests::size, BatchRequests::write);
  }

  /** Bytes of one file to create in a batch. */
  static int size(NewFile file) {
    return Batch.size(file.voter()) + Batch.size(file.name());
  }

  private static void write(NewFile file, ByteBuffer to) {
    Batch.writeVoter(file.voter(), to);
    Batch.writeName(file.name(), to);
  }

  static List<NewFile> readNewFiles(ByteBuffer from) throws Fault {
    return Batch.decode(from, BatchRequests::readNewFile);
  }

  private static NewFile readNewFile(ByteBuffer from) {
    VoterId voter = Batch.readVoter(from);
    return new NewFile(Batch.readName(from), voter);
  }

  static byte[] reservations(List<Reservation> files) {
    return Batch.encode(files, BatchRequests::size, BatchRequests::write);
  }

  private static int size(Reservation file) {
    return 8 + Batch.size(file.name());
  }

  private static void write(Reservation file, ByteBuffer to) {
    to.putLong(file.number());
    Batch.writeName(file.name(), to);
  }

  static List<Reservation> readReservations(ElectionName election, ByteBuffer from) throws Fault {
    return Batch.decode(from, item -> readReservation(election, item));
  }

  /** The block size is the server's to know. */
  private static Reservation readReservation(ElectionName election, ByteBuffer from) {
    long number = from.getLong();
    return new Reservation(election, Batch.readName(from), number, 0);
  }

  static byte[] written(List<Written> files) {
    return Batch.encode(files, BatchRequests::size, BatchRequests::write);
  }

  /** Bytes of one file to close in a batch. */
  static int size(Written file) {
    return size(file.reservation()) + Batch.size(file.block());
  }

  private static void write(Written file, ByteBuffer to) {
    write(file.reservation(), to);
    Batch.writeBlock(file.block(), to);
  }

  static List<Written> readWritten(ElectionName election, ByteBuffer from) throws Fault {
    return Batch.decode(
        from, item -> new Written(readReservation(election, item), Batch.readBlock(item)));
  }

  static byte[] claims(List<ClaimId> claims) {
    return Batch.encode(
        claims,
        claim -> Batch.size(claim.server().value()) + 8,
        (claim, to) -> {
          Batch.writeWord(claim.server().value(), to);
          to.putLong(claim.nonce());
        });
  }

  static List<ClaimId> readClaims(ByteBuffer from) throws Fault {
    return Batch.decode(
        from, item -> new ClaimId(new ServerId(Batch.readWord(item)), item.getLong()));
  }
}
