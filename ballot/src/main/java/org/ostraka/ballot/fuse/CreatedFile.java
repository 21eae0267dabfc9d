package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * A file between its creation and its last close. It gathers what is written, and the first flush
 * that finds something written records it: close(2) returns only then, with the error if there is
 * one. From then on it takes nothing more.
 *
 * <p>A flush before anything was written does nothing, because a shell that redirects an output
 * closes a duplicate of the descriptor first. A write that fails spoils the file: what came before
 * it is not recorded, because part of a ballot is not the ballot. What was never written, or was
 * spoiled, is abandoned with the last descriptor, and its voter may vote again.
 */
final class CreatedFile implements OpenFile {
  private final BallotFileSystem ballots;
  private final Recorder recorder;
  private final Reservation reservation;
  private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private byte[] content = new byte[0];
  private boolean recorded;

  /** Who waits while it is being recorded; nobody else's flush begins then. */
  private final List<Recorder.Outcome> recording = new ArrayList<>();

  /**
   * Says why nothing more is taken; null while the file is being written. It is seldom asked, and a
   * fault takes as long as a write to make.
   */
  private @Nullable Supplier<Fault> refusal;

  CreatedFile(BallotFileSystem ballots, Recorder recorder, Reservation reservation) {
    this.ballots = ballots;
    this.recorder = recorder;
    this.reservation = reservation;
  }

  @Override
  public synchronized int write(ByteBuffer from, long offset) throws Fault {
    requireWritable();
    int count = from.remaining();
    if (offset < 0 || offset > reservation.blockSize() - count) {
      throw spoil(Refusal.BLOCK_TOO_LARGE.fault(reservation.name()));
    }
    growTo((int) offset + count);
    from.get(content, (int) offset, count);
    return count;
  }

  private void requireWritable() throws Fault {
    if (refusal != null) {
      throw refusal.get();
    }
  }

  private Fault spoil(Fault reason) {
    refusal = () -> reason;
    return reason;
  }

  private void growTo(int size) {
    if (size > content.length) {
      content = Arrays.copyOf(content, size);
    }
  }

  @Override
  public void flush() throws Fault, IOException, InterruptedException {
    Recorder.Awaited outcome = new Recorder.Awaited();
    flush(outcome);
    switch (outcome.await()) {
      case null -> {
        // It is durable, or there is nothing that would have to be.
      }
      case Fault fault -> throw fault;
      case IOException failure -> throw failure;
      case InterruptedException interrupted -> throw interrupted;
      case Exception other -> throw new IllegalStateException("recording failed", other);
    }
  }

  /** As {@link #flush()}, without waiting: what became of it is told. */
  void flush(Recorder.Outcome outcome) {
    Optional<Block> block;
    Fault refused;
    synchronized (this) {
      if (!recording.isEmpty()) {
        recording.add(outcome);
        return;
      }
      refused = recorded || refusal == null ? null : refusal.get();
      block = refusal == null && content.length > 0 ? begin(outcome) : Optional.empty();
    }
    if (block.isPresent()) {
      recorder.record(reservation, block.get(), this::recorded);
    } else {
      outcome.is(refused);
    }
  }

  private Optional<Block> begin(Recorder.Outcome outcome) {
    recording.add(outcome);
    refusal = this::alreadyClosed;
    return Optional.of(Block.of(content));
  }

  private void recorded(@Nullable Exception failure) {
    List<Recorder.Outcome> told;
    synchronized (this) {
      recorded = failure == null;
      switch (failure) {
        case null -> refusal = this::alreadyClosed;
        case Fault fault -> spoil(fault);
        case Exception _ -> refusal = this::outcomeUnknown;
      }
      told = List.copyOf(recording);
      recording.clear();
    }
    told.forEach(it -> it.is(failure));
  }

  private Fault alreadyClosed() {
    return Refusal.IMMUTABLE.fault(reservation.name());
  }

  /** What a second close says when the first one broke off in the middle. */
  private Fault outcomeUnknown() {
    return new Fault(
        FaultKind.BROKEN,
        "outcome-unknown",
        reservation.name() + ": closing it failed: ask for the voter's state before voting again");
  }

  @Override
  public synchronized void release() throws Fault, IOException, InterruptedException {
    if (!recorded) {
      ballots.abandon(reservation);
    }
  }

  @Override
  public synchronized int read(ByteBuffer into, long offset) {
    return ReadFile.copy(content, content.length, into, offset);
  }

  /** What stat(2) says of it while a descriptor is open. */
  synchronized Attributes attributes() {
    return Attributes.ofFile(content.length, hour);
  }
}
