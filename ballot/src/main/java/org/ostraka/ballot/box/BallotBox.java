package org.ostraka.ballot.box;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.Tally;
import org.ostraka.ballot.VoterId;

/**
 * The replicated state machine: decides which claims become valid. Pure: the same entries in the
 * same order give the same changes on every server. Not safe for use by several threads at once.
 *
 * <p><b>Invariants.</b> A voter has at most one valid ballot, and once valid it never changes. A
 * claim is decided once; applying it again tells the same. The log's time never goes back. No
 * change leads from a voter to a block: {@link Change.InodePut} and {@link Change.FilePut} share no
 * field but the election.
 */
public final class BallotBox {
  private final FileNames names;
  private final Elections elections = new Elections();

  /** An empty box; {@code names} must know every file of the changes that were committed. */
  public BallotBox(FileNames names) {
    this.names = names;
  }

  /**
   * Puts back a stored row, before the first {@link #apply}: an election's own row first. Rows of
   * files are not needed.
   */
  public void restore(Change row) {
    elections.absorb(row);
  }

  /** Puts back the log's time that goes with the stored rows. */
  public void restoreTime(Instant stored) {
    elections.advanceTo(stored);
  }

  /**
   * Applies the entry at {@code index}, stamped with the leader's time in milliseconds.
   *
   * @return everything to store and to tell; the caller must commit the changes before the next
   *     call
   */
  public Applied apply(LogIndex index, Instant stamp, Entry entry) {
    Proceedings proceedings = new Proceedings(elections, names, index);
    Judge judge = new Judge(proceedings);
    elections.advanceTo(stamp);
    judge.settleDue();
    Refusal refusal = decide(entry, new Registrar(proceedings), judge);
    judge.settleDue();
    return proceedings.result(refusal);
  }

  private @Nullable Refusal decide(Entry entry, Registrar registrar, Judge judge) {
    return switch (entry) {
      case Entry.RegistrationStarted started -> registrar.start(started);
      case Entry.VotersRegistered part -> registrar.register(part);
      case Entry.RegistrationCompleted completed -> registrar.complete(completed);
      case Entry.RegistrationAbandoned abandoned -> registrar.abandon(abandoned);
      case Entry.ElectionOpened it -> registrar.move(it.election(), Phase.REGISTERED, Phase.OPEN);
      case Entry.ElectionClosing it -> registrar.move(it.election(), Phase.OPEN, Phase.CLOSING);
      case Entry.ElectionClosed it -> close(it.election(), registrar, judge);
      case Entry.DirectoryMade made -> registrar.makeDirectory(made);
      case Entry.Claims batch -> claim(batch, judge);
      case Entry.Tick() -> null;
    };
  }

  private @Nullable Refusal close(ElectionName name, Registrar registrar, Judge judge) {
    Refusal refusal = registrar.move(name, Phase.CLOSING, Phase.CLOSED);
    if (refusal == null) {
      judge.settleAll(elections.require(name));
    }
    return refusal;
  }

  private static @Nullable Refusal claim(Entry.Claims batch, Judge judge) {
    batch.claims().forEach(judge::claim);
    return null;
  }

  /** The election, if its registration is complete. */
  public Optional<Election> election(ElectionName name) {
    return Optional.ofNullable(elections.visibleOrNull(name)).map(ElectionBox::election);
  }

  /** All elections whose registration is complete, by name. */
  public List<Election> elections() {
    return elections.boxes().stream()
        .map(ElectionBox::election)
        .filter(election -> election.phase() != Phase.REGISTERING)
        .toList();
  }

  /** The voter's inode, if the voter is registered in this election. */
  public Optional<InodeNumber> inode(ElectionName election, VoterId voter) {
    return Optional.ofNullable(elections.visibleOrNull(election))
        .map(box -> box.roll().inodeOrNull(voter));
  }

  /** The voter of an inode of a registered election. */
  public VoterId voter(ElectionName election, InodeNumber inode) {
    return elections.require(election).roll().voter(inode);
  }

  /** The voter's side of an inode of a registered election. */
  public InodeState inodeState(ElectionName election, InodeNumber inode) {
    return elections.require(election).roll().state(inode);
  }

  /** Where a claim stands; a decided one is told from the voter's inode. */
  public Standing standing(Claim claim) {
    ElectionBox box = elections.visibleOrNull(claim.election());
    return box == null ? new Standing.Unknown() : box.standing(claim);
  }

  /**
   * The log entry at which a claim won its voter; empty if it won none. It is found among all
   * voters, and tells none of them.
   */
  public Optional<LogIndex> wonAt(ElectionName election, ClaimId claim) {
    return Optional.ofNullable(elections.visibleOrNull(election))
        .map(box -> box.roll().wonAtOrNull(claim));
  }

  /** Counts of a registered election. */
  public Optional<Tally> tally(ElectionName election) {
    return Optional.ofNullable(elections.visibleOrNull(election)).map(ElectionBox::tally);
  }

  /** Whether ballots may stand in this directory. */
  public boolean holdsDirectory(ElectionName election, BallotPath path) {
    ElectionBox box = elections.visibleOrNull(election);
    return box != null && box.holdsDirectory(path);
  }

  /** The directories of an election beside its root. */
  public Set<BallotPath> directories(ElectionName election) {
    return Optional.ofNullable(elections.visibleOrNull(election))
        .map(ElectionBox::directories)
        .orElse(Set.of());
  }

  /** When the next waiting claim is due, in the log's time; then somebody must append a tick. */
  public Optional<Instant> nextSettling() {
    return elections.boxes().stream()
        .flatMap(box -> box.nextSettling().stream())
        .min(Instant::compareTo);
  }

  /** The latest stamp applied. */
  public Instant logTime() {
    return elections.logTime();
  }
}
