package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.server.InvalidFiles;
import org.ostraka.base.Disk;

/**
 * One server's invalid files, in tables of their own with a log of their own. The file's side is
 * found by name, the voter's side by voter and claim: no key and no row of one leads to the other.
 */
public final class InvalidStore implements InvalidFiles {
  /** For more invalid files in one election, absent ones are looked up more often. */
  private static final int FILTERED_NAMES = 100_000;

  private static final StoreOptions SMALL = new StoreOptions(2 << 20, 4 << 20, 64);

  private final DirectoryLock owner;
  private final Tables tables;
  private final StoredFiles files;
  private final Batch batch;
  private final InstantSource clock;
  private final Map<ElectionName, Names> names = new HashMap<>();

  /** The names of an election's invalid files: how many, and which it certainly does not hold. */
  private static final class Names {
    final NameFilter filter = new NameFilter(FILTERED_NAMES);
    long count;

    void add(BallotPath name) {
      filter.add(name);
      count++;
    }
  }

  private InvalidStore(DirectoryLock owner, Tables tables, InstantSource clock) throws IOException {
    this.owner = owner;
    this.tables = tables;
    this.files = new StoredFiles(tables);
    this.batch = new Batch(tables);
    this.clock = clock;
    Meta.requireFormat(tables);
    mergeEarlierRows();
  }

  /** What a run wrote one by one, both sides of a file side by side, the next start sorts apart. */
  private void mergeEarlierRows() throws IOException {
    for (Family family : List.of(Family.VOTERS, Family.FILES, Family.BLOCKS)) {
      tables.merge(family);
    }
  }

  /**
   * Opens the store of a directory, or makes it.
   *
   * @param clock tells the hour in which a file became invalid
   * @throws IOException if another process has it open, or a newer version wrote it
   */
  public static InvalidStore open(Disk disk, Path home, InstantSource clock) throws IOException {
    disk.createDirectories(home);
    DirectoryLock owner = DirectoryLock.take(home);
    try {
      Path directory = home.resolve("tables");
      return new InvalidStore(owner, Tables.open(directory, Family.INVALID, SMALL), clock);
    } catch (IOException e) {
      owner.close();
      throw e;
    }
  }

  @Override
  public synchronized void put(Claim claim, Refusal reason) throws IOException {
    byte[] voter = Keys.of(claim.election(), claim.voter());
    byte[] known = Keys.join(voter, Keys.of(claim.id()));
    if (tables.rowOrNull(Family.VOTERS, known) != null) {
      return;
    }
    Names held = names(claim.election());
    FileEntry entry = entry(claim);
    batch.discard();
    batch.key(known);
    Rows.write(new Rows.Reason(rows(voter), reason), batch.row());
    batch.put(Family.VOTERS);
    batch.putFile(Keys.of(claim.election()), entry, claim.block());
    batch.writeDurably();
    held.add(entry.name());
  }

  private FileEntry entry(Claim claim) throws IOException {
    return new FileEntry(
        freeName(claim),
        claim.digest(),
        claim.block().size(),
        clock.instant().truncatedTo(ChronoUnit.HOURS));
  }

  /**
   * Another file may have become invalid under this name: both are kept, the later with a suffix.
   */
  private BallotPath freeName(Claim claim) throws IOException {
    BallotPath wanted =
        claim.name().leavesRoom() ? claim.name() : new BallotPath(claim.digest().toString());
    BallotPath name = claim.name();
    for (int attempt = 2; holds(claim.election(), name); attempt++) {
      name = new BallotPath(wanted + "~" + attempt);
    }
    return name;
  }

  private int rows(byte[] voter) throws IOException {
    int rows = 0;
    try (Cursor cursor = tables.walk(Family.VOTERS, voter)) {
      while (cursor.next()) {
        rows++;
      }
    }
    return rows;
  }

  @Override
  public synchronized List<FileEntry> files(ElectionName election, BallotPath after, int limit)
      throws IOException {
    return files.files(election, after, limit);
  }

  @Override
  public synchronized Optional<StoredFile> file(ElectionName election, BallotPath name)
      throws IOException {
    return files.file(election, name);
  }

  @Override
  public synchronized boolean holds(ElectionName election, BallotPath name) throws IOException {
    // Asked for every ballot that is cast, and hardly ever true.
    return names(election).filter.mayHold(name) && files.entry(election, name).isPresent();
  }

  @Override
  public synchronized List<Refusal> reasons(ElectionName election, VoterId voter)
      throws IOException {
    Map<Integer, Refusal> reasons = new TreeMap<>();
    try (Cursor rows = tables.walk(Family.VOTERS, Keys.of(election, voter))) {
      while (rows.next()) {
        Rows.Reason reason = Rows.reason(rows.row());
        reasons.put(reason.ordinal(), reason.refusal());
      }
    }
    return new ArrayList<>(reasons.values());
  }

  @Override
  public synchronized Optional<Refusal> reason(ElectionName election, ClaimId claim)
      throws IOException {
    byte[] prefix = Keys.of(election);
    try (Cursor rows = tables.walk(Family.VOTERS, prefix)) {
      while (rows.next()) {
        if (Keys.claimOfVoter(prefix, rows.key()).equals(claim)) {
          return Optional.of(Rows.reason(rows.row()).refusal());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized long count(ElectionName election) throws IOException {
    return names(election).count;
  }

  private Names names(ElectionName election) throws IOException {
    Names known = names.get(election);
    if (known == null) {
      known = new Names();
      files.forEachName(election, known::add);
      names.put(election, known);
    }
    return known;
  }

  @Override
  public synchronized void close() throws IOException {
    batch.close();
    tables.close();
    owner.close();
  }
}
