package org.ostraka.ballot.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.BoxStore;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;

/** Puts damaged or missing valid files back as other servers hold them, or reports them. */
final class Repair {
  private static final int PAGE = 1_000;

  private final BoxStore store;
  private final Peers peers;
  private final Findings findings;
  private final boolean enabled;

  Repair(BoxStore store, Peers peers, Findings findings, boolean enabled) {
    this.store = store;
    this.peers = peers;
    this.findings = findings;
    this.enabled = enabled;
  }

  /** A file whose entry is here, so that its digest says which content is right. */
  void damaged(ElectionName election, FileEntry entry, String problem) throws InterruptedException {
    if (!enabled) {
      findings.lost(election, entry.name(), problem);
      return;
    }
    for (StoredFile copy : copies(election, entry.name())) {
      if (copy.isIntact() && copy.entry().digest().equals(entry.digest())) {
        putBack(election, copy, problem);
        return;
      }
    }
    findings.lost(election, entry.name(), problem + ", and no other server could give it");
  }

  private void putBack(ElectionName election, StoredFile copy, String problem) {
    BallotPath name = copy.entry().name();
    try {
      store.repair(election, copy);
      findings.repaired(election, name, problem);
    } catch (IOException e) {
      findings.lost(election, name, problem + ", and putting it back failed: " + e.getMessage());
    }
  }

  /** The file as each server that can be reached holds it. */
  private List<StoredFile> copies(ElectionName election, BallotPath name)
      throws InterruptedException {
    List<StoredFile> copies = new ArrayList<>();
    for (ServerId peer : peers.all()) {
      copy(peer, election, name).ifPresent(copies::add);
    }
    return copies;
  }

  private Optional<StoredFile> copy(ServerId peer, ElectionName election, BallotPath name)
      throws InterruptedException {
    try {
      return peers.validFile(peer, election, name);
    } catch (Fault | IOException _) {
      // Another server may still have it; if none has, the finding says so.
      return Optional.empty();
    }
  }

  /** Files whose very entry is gone: their names must come from the other servers. */
  void missing(ElectionName election, long count) throws InterruptedException {
    long found = 0;
    for (BallotPath name : missingNames(election)) {
      found++;
      missing(election, name);
    }
    if (found < count) {
      findings.table(
          election,
          "%d valid ballots are missing here, whose names no other server could tell"
              .formatted(count - found));
    }
  }

  private void missing(ElectionName election, BallotPath name) throws InterruptedException {
    String problem = "missing";
    List<StoredFile> copies =
        enabled ? copies(election, name).stream().filter(StoredFile::isIntact).toList() : List.of();
    Set<Digest> contents =
        copies.stream().map(copy -> copy.entry().digest()).collect(Collectors.toSet());
    switch (contents.size()) {
      case 0 -> findings.lost(election, name, problem);
      case 1 -> putBack(election, copies.getFirst(), problem);
      default -> findings.lost(election, name, "missing, and the other servers do not agree");
    }
  }

  private Set<BallotPath> missingNames(ElectionName election) throws InterruptedException {
    Set<BallotPath> names = new TreeSet<>();
    for (ServerId peer : peers.all()) {
      try {
        addMissingNames(peer, election, names);
      } catch (Fault | IOException _) {
        // The other servers hold the same names.
      }
    }
    return names;
  }

  private void addMissingNames(ServerId peer, ElectionName election, Set<BallotPath> names)
      throws Fault, IOException, InterruptedException {
    List<FileEntry> page = peers.validFiles(peer, election, BallotPath.ROOT, PAGE);
    while (!page.isEmpty()) {
      page.stream()
          .map(FileEntry::name)
          .filter(name -> !store.holds(election, name))
          .forEach(names::add);
      page = peers.validFiles(peer, election, page.getLast().name(), PAGE);
    }
  }
}
