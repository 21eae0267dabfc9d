package org.ostraka.ballot.web;

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
import org.ostraka.ballot.server.InvalidFiles;

/** An invalid table in memory. */
final class MemoryInvalidFiles implements InvalidFiles {
  private final Map<ElectionName, NavigableMap<BallotPath, StoredFile>> files = new HashMap<>();
  private final Map<Map.Entry<ElectionName, VoterId>, List<Refusal>> reasons = new HashMap<>();
  private final Map<Map.Entry<ElectionName, ClaimId>, Refusal> byClaim = new HashMap<>();

  @Override
  public synchronized void put(Claim claim, Refusal reason) {
    byClaim.put(Map.entry(claim.election(), claim.id()), reason);
    FileEntry entry =
        new FileEntry(
            claim.name(),
            claim.digest(),
            claim.block().size(),
            claim.created().truncatedTo(ChronoUnit.HOURS));
    table(claim.election()).put(claim.name(), new StoredFile(entry, claim.block()));
    reasons
        .computeIfAbsent(Map.entry(claim.election(), claim.voter()), voter -> new ArrayList<>())
        .add(reason);
  }

  private NavigableMap<BallotPath, StoredFile> table(ElectionName election) {
    return files.computeIfAbsent(election, name -> new TreeMap<>());
  }

  @Override
  public synchronized List<FileEntry> files(ElectionName election, BallotPath after, int limit) {
    return table(election).tailMap(after, false).values().stream()
        .limit(limit)
        .map(StoredFile::entry)
        .toList();
  }

  @Override
  public synchronized Optional<StoredFile> file(ElectionName election, BallotPath name) {
    return Optional.ofNullable(table(election).get(name));
  }

  @Override
  public synchronized boolean holds(ElectionName election, BallotPath name) {
    return table(election).containsKey(name);
  }

  @Override
  public synchronized List<Refusal> reasons(ElectionName election, VoterId voter) {
    return List.copyOf(reasons.getOrDefault(Map.entry(election, voter), List.of()));
  }

  @Override
  public synchronized Optional<Refusal> reason(ElectionName election, ClaimId claim) {
    return Optional.ofNullable(byClaim.get(Map.entry(election, claim)));
  }

  @Override
  public synchronized long count(ElectionName election) {
    return table(election).size();
  }

  @Override
  public void close() {}
}
