package org.ostraka.ballot.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.Tally;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.ballot.box.BallotBox;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.InodeState;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** The reading half of the file system: one namespace over the three tables of this server. */
final class Reading {
  private static final int PAGE = 1_000;

  private final BallotReplica replica;
  private final PendingFiles pending;
  private final InvalidFiles invalid;
  private final Object lookingThrough = new Object();

  Reading(Tables tables) {
    this.replica = tables.replica();
    this.pending = tables.pending();
    this.invalid = tables.invalid();
  }

  Election require(ElectionName election) throws Fault {
    return replica
        .ask(box -> box.election(election))
        .orElseThrow(() -> Refusal.ELECTION_UNKNOWN.fault(election));
  }

  Tally tally(ElectionName election) throws Fault {
    return replica
        .ask(box -> box.tally(election))
        .orElseThrow(() -> Refusal.ELECTION_UNKNOWN.fault(election));
  }

  /**
   * What the tables of this server tell of a claim that is not pending. Both tables are looked
   * through: one question after the other, so that whoever asks for claims that never were keeps
   * one processor busy at most.
   */
  Standing decided(ElectionName election, ClaimId claim) throws IOException {
    synchronized (lookingThrough) {
      Optional<LogIndex> won = replica.ask(box -> box.wonAt(election, claim));
      if (won.isPresent()) {
        return new Standing.Valid(won.get());
      }
      return invalid
          .reason(election, claim)
          .<Standing>map(Standing.Invalid::new)
          .orElseGet(Standing.Unknown::new);
    }
  }

  StoredFile read(ElectionName name, BallotPath path) throws Fault, IOException {
    Election election = require(name);
    if (election.isSealed()) {
      throw Refusal.SEALED.fault(path);
    }
    StoredFile file = find(name, path).orElseThrow(() -> Refusal.FILE_UNKNOWN.fault(path));
    if (!file.isIntact()) {
      throw Refusal.DAMAGED.fault(path);
    }
    return file;
  }

  private Optional<StoredFile> find(ElectionName election, BallotPath path) throws IOException {
    Optional<PendingFile> waiting = pending.file(election, path);
    if (waiting.isPresent()) {
      Optional<Claim> claim = pending.claim(waiting.get().id());
      if (claim.isPresent()) {
        return Optional.of(new StoredFile(waiting.get().entry(), claim.get().block()));
      }
    }
    Optional<StoredFile> valid = replica.store().file(election, path);
    return valid.isPresent() ? valid : invalid.file(election, path);
  }

  /** As callers see it: the digest or size of a sealed ballot could tell its content. */
  FileStat shown(ElectionName election, FileStat stat) throws Fault {
    return switch (stat) {
      case FileStat.Ballot(FileEntry entry, FileState state) when require(election).isSealed() ->
          stat(entry.withheld(), state);
      case FileStat.Ballot _, FileStat.Directory _ -> stat;
    };
  }

  List<FileStat> shown(ElectionName election, List<FileStat> stats) throws Fault {
    List<FileStat> shown = new ArrayList<>(stats.size());
    for (FileStat stat : stats) {
      shown.add(shown(election, stat));
    }
    return shown;
  }

  FileStat stat(ElectionName election, BallotPath path) throws Fault, IOException {
    require(election);
    if (replica.ask(box -> box.holdsDirectory(election, path))) {
      return new FileStat.Directory(path);
    }
    Optional<FileStat> waiting =
        pending.file(election, path).map(file -> stat(file.entry(), FileState.PENDING));
    if (waiting.isPresent()) {
      return waiting.get();
    }
    Optional<FileEntry> valid = replica.store().entry(election, path);
    if (valid.isPresent()) {
      return stat(valid.get(), FileState.VALID);
    }
    return invalid
        .file(election, path)
        .map(file -> stat(file.entry(), FileState.INVALID))
        .orElseThrow(() -> Refusal.FILE_UNKNOWN.fault(path));
  }

  private static FileStat stat(FileEntry entry, FileState state) {
    return new FileStat.Ballot(entry, state);
  }

  List<FileStat> list(ElectionName election, BallotPath directory, BallotPath after, int limit)
      throws Fault, IOException {
    if (!(stat(election, directory) instanceof FileStat.Directory)) {
      throw new Fault(FaultKind.NOT_DIRECTORY, "not-a-directory", directory + ": is a ballot");
    }
    NavigableMap<BallotPath, FileStat> found = new TreeMap<>();
    for (FileStat child : directories(election, directory, after)) {
      found.put(child.path(), child);
    }
    for (FileState table : FileState.values()) {
      for (FileEntry entry : children(election, table, directory, after, limit)) {
        found.merge(entry.name(), stat(entry, table), Reading::decided);
      }
    }
    return found.values().stream().limit(limit).toList();
  }

  /** A file that is changing tables may stand in two for a moment: the decided state counts. */
  private static FileStat decided(FileStat one, FileStat other) {
    return one instanceof FileStat.Ballot(FileEntry _, FileState state)
            && state != FileState.PENDING
        ? one
        : other;
  }

  /** The directory's own files: those of directories below it are passed over. */
  private List<FileEntry> children(
      ElectionName election, FileState table, BallotPath directory, BallotPath after, int limit)
      throws IOException {
    List<FileEntry> children = new ArrayList<>();
    List<FileEntry> page = files(election, table, after, PAGE);
    while (!page.isEmpty() && children.size() < limit) {
      page.stream().filter(it -> it.name().parent().equals(directory)).forEach(children::add);
      page = files(election, table, page.getLast().name(), PAGE);
    }
    return children;
  }

  private List<FileStat> directories(
      ElectionName election, BallotPath directory, BallotPath after) {
    return replica.ask(box -> box.directories(election)).stream()
        .filter(path -> path.parent().equals(directory) && path.compareTo(after) > 0)
        .<FileStat>map(FileStat.Directory::new)
        .toList();
  }

  /** One table's files behind a name, in order of name, whatever their directory. */
  List<FileEntry> files(ElectionName election, FileState table, BallotPath after, int limit)
      throws IOException {
    return switch (table) {
      case PENDING -> pending.files(election, after, limit);
      case VALID -> replica.store().files(election, after, limit);
      case INVALID -> invalid.files(election, after, limit);
    };
  }

  VoterStanding standing(ElectionName election, VoterId voter) throws Fault, IOException {
    require(election);
    InodeNumber inode =
        replica
            .ask(box -> box.inode(election, voter))
            .orElseThrow(() -> Refusal.VOTER_UNREGISTERED.fault("voter"));
    Optional<LogIndex> validAt = replica.ask(box -> validAt(box, election, inode));
    boolean recorded = pending.uses(election, inode);
    FileState state = validAt.isPresent() ? FileState.VALID : FileState.PENDING;
    return new VoterStanding(state, validAt, recorded, invalid.reasons(election, voter));
  }

  private static Optional<LogIndex> validAt(
      BallotBox box, ElectionName election, InodeNumber inode) {
    return box.inodeState(election, inode) instanceof InodeState.Valid valid
        ? Optional.of(valid.index())
        : Optional.empty();
  }
}
