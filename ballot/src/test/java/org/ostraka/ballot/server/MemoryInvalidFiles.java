package org.ostraka.ballot.server;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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

/** A table of invalid files in memory, each durable at once. */
final class MemoryInvalidFiles implements InvalidFiles {
  private final Map<ElectionName, NavigableMap<BallotPath, StoredFile>> files = new HashMap<>();
  private final Map<ElectionName, Map<VoterId, List<Refusal>>> reasons = new HashMap<>();
  private final Map<Map.Entry<ElectionName, ClaimId>, Refusal> byClaim = new HashMap<>();

  @Override
  public void put(Claim claim, Refusal reason) {
    byClaim.put(Map.entry(claim.election(), claim.id()), reason);
    FileEntry entry =
        new FileEntry(
            claim.name(),
            claim.digest(),
            claim.block().size(),
            claim.created().truncatedTo(ChronoUnit.HOURS));
    StoredFile known =
        table(claim.election()).putIfAbsent(claim.name(), new StoredFile(entry, claim.block()));
    if (known == null) {
      reasons
          .computeIfAbsent(claim.election(), election -> new HashMap<>())
          .computeIfAbsent(claim.voter(), voter -> new ArrayList<>())
          .add(reason);
    } else if (!known.entry().digest().equals(claim.digest())) {
      throw new AssertionError("two invalid files of the name " + claim.name());
    }
  }

  private NavigableMap<BallotPath, StoredFile> table(ElectionName election) {
    return files.computeIfAbsent(election, name -> new TreeMap<>());
  }

  @Override
  public List<FileEntry> files(ElectionName election, BallotPath after, int limit) {
    return table(election).tailMap(after, false).values().stream()
        .limit(limit)
        .map(StoredFile::entry)
        .toList();
  }

  @Override
  public Optional<StoredFile> file(ElectionName election, BallotPath name) {
    return Optional.ofNullable(table(election).get(name));
  }

  @Override
  public boolean holds(ElectionName election, BallotPath name) {
    return table(election).containsKey(name);
  }

  @Override
  public List<Refusal> reasons(ElectionName election, VoterId voter) {
    return reasons.getOrDefault(election, Map.of()).getOrDefault(voter, List.of());
  }

  @Override
  public Optional<Refusal> reason(ElectionName election, ClaimId claim) {
    return Optional.ofNullable(byClaim.get(Map.entry(election, claim)));
  }

  @Override
  public long count(ElectionName election) {
    return table(election).size();
  }

  /** Nothing to give back. */
  @Override
  public void close() {}
}
