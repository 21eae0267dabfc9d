package org.ostraka.ballot.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.CreateResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;

/**
 * What a server answers to a batch: an outcome for each item, in their order. Names are not
 * repeated, and the server says its own name by the connection.
 */
final class BatchAnswers {
  private static final byte DONE = 0;
  private static final byte REFUSED = 1;
  private static final byte UNKNOWN = 2;
  private static final byte WAITING = 3;

  private static final Map<String, Refusal> BY_CODE =
      Arrays.stream(Refusal.values()).collect(Collectors.toMap(Refusal::code, Function.identity()));

  private BatchAnswers() {}

  static byte[] cast(List<CastResult> results) {
    return Batch.encode(results, BatchAnswers::size, BatchAnswers::write);
  }

  private static int size(CastResult result) {
    return switch (result) {
      case CastResult.Recorded _ -> 1 + 8 + Digest.BYTES;
      case CastResult.Refused(Refusal reason) -> size(reason);
    };
  }

  private static void write(CastResult result, ByteBuffer to) {
    switch (result) {
      case CastResult.Recorded(Receipt receipt) -> {
        to.put(DONE).putLong(receipt.claim().nonce());
        receipt.digest().writeTo(to);
      }
      case CastResult.Refused(Refusal reason) -> write(reason, to);
    }
  }

  /**
   * Reads the outcomes of a batch.
   *
   * @param names of its items
   */
  static List<CastResult> readCast(byte[] answer, ServerId server, List<BallotPath> names)
      throws IOException {
    return read(answer, names, (name, from) -> readCast(from, server, name));
  }

  private static CastResult readCast(ByteBuffer from, ServerId server, BallotPath name) {
    byte outcome = from.get();
    return switch (outcome) {
      case DONE -> {
        ClaimId claim = new ClaimId(server, from.getLong());
        yield new CastResult.Recorded(new Receipt(claim, name, Digest.readFrom(from)));
      }
      case REFUSED -> new CastResult.Refused(readRefusal(from));
      default -> throw unknownOutcome(outcome);
    };
  }

  static byte[] created(List<CreateResult> results) {
    return Batch.encode(results, BatchAnswers::size, BatchAnswers::write);
  }

  private static int size(CreateResult result) {
    return switch (result) {
      case CreateResult.Created _ -> 1 + 8 + 4;
      case CreateResult.Refused(Refusal reason) -> size(reason);
    };
  }

  private static void write(CreateResult result, ByteBuffer to) {
    switch (result) {
      case CreateResult.Created(Reservation reservation) ->
          to.put(DONE).putLong(reservation.number()).putInt(reservation.blockSize());
      case CreateResult.Refused(Refusal reason) -> write(reason, to);
    }
  }

  static List<CreateResult> readCreated(
      byte[] answer, ElectionName election, List<BallotPath> names) throws IOException {
    return read(answer, names, (name, from) -> readCreated(from, election, name));
  }

  private static CreateResult readCreated(ByteBuffer from, ElectionName election, BallotPath name) {
    byte outcome = from.get();
    return switch (outcome) {
      case DONE ->
          new CreateResult.Created(new Reservation(election, name, from.getLong(), from.getInt()));
      case REFUSED -> new CreateResult.Refused(readRefusal(from));
      default -> throw unknownOutcome(outcome);
    };
  }

  static byte[] standings(List<Standing> standings) {
    return Batch.encode(standings, BatchAnswers::size, BatchAnswers::write);
  }

  private static int size(Standing standing) {
    return switch (standing) {
      case Standing.Valid _ -> 1 + 8;
      case Standing.Invalid(Refusal reason) -> size(reason);
      case Standing.Unknown(), Standing.Waiting() -> 1;
    };
  }

  private static void write(Standing standing, ByteBuffer to) {
    switch (standing) {
      case Standing.Valid(LogIndex index) -> to.put(DONE).putLong(index.value());
      case Standing.Invalid(Refusal reason) -> write(reason, to);
      case Standing.Unknown() -> to.put(UNKNOWN);
      case Standing.Waiting() -> to.put(WAITING);
    }
  }

  static List<Standing> readStandings(byte[] answer, List<ClaimId> claims) throws IOException {
    return read(answer, claims, (claim, from) -> readStanding(from));
  }

  private static Standing readStanding(ByteBuffer from) {
    byte outcome = from.get();
    return switch (outcome) {
      case DONE -> new Standing.Valid(new LogIndex(from.getLong()));
      case REFUSED -> new Standing.Invalid(readRefusal(from));
      case UNKNOWN -> new Standing.Unknown();
      case WAITING -> new Standing.Waiting();
      default -> throw unknownOutcome(outcome);
    };
  }

  private static int size(Refusal reason) {
    return 1 + Batch.size(reason.code());
  }

  private static void write(Refusal reason, ByteBuffer to) {
    Batch.writeWord(reason.code(), to.put(REFUSED));
  }

  private static Refusal readRefusal(ByteBuffer from) {
    String code = Batch.readWord(from);
    Refusal refusal = BY_CODE.get(code);
    if (refusal == null) {
      throw new IllegalArgumentException("the unknown refusal " + code);
    }
    return refusal;
  }

  private static IllegalArgumentException unknownOutcome(byte outcome) {
    return new IllegalArgumentException("the unknown outcome " + outcome);
  }

  /** Reads one outcome with the item that it is about. */
  @FunctionalInterface
  private interface Reader<I, T> {
    T read(I item, ByteBuffer from);
  }

  private static <I, T> List<T> read(byte[] answer, List<I> items, Reader<I, T> reader)
      throws IOException {
    Iterator<I> next = items.iterator();
    try {
      List<T> results =
          Batch.decode(ByteBuffer.wrap(answer), from -> reader.read(requireItem(next), from));
      if (results.size() != items.size()) {
        throw new IOException(
            "an answer of %d outcomes for %d items".formatted(results.size(), items.size()));
      }
      return results;
    } catch (Fault e) {
      throw new IOException("not an answer to a batch: " + e.text(), e);
    }
  }

  private static <I> I requireItem(Iterator<I> items) {
    if (!items.hasNext()) {
      throw new IllegalArgumentException("more outcomes than items");
    }
    return items.next();
  }
}
