package org.ostraka.ballot.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.Tally;
import org.ostraka.ballot.box.BallotBox;
import org.ostraka.ballot.box.BoxStore;
import org.ostraka.base.Fault;

/**
 * Checks one server's tables: reads every block back, holds it against its digest, and the tables
 * against one another. It may run while the server serves.
 */
public final class Fsck {
  private static final int PAGE = 1_000;

  private final Tables tables;
  private final BoxStore store;
  private final Peers peers;

  public Fsck(Tables tables, Peers peers) {
    this.tables = tables;
    this.store = tables.replica().store();
    this.peers = peers;
  }

  /**
   * Looks at everything.
   *
   * @param repair fetches what is damaged or missing from other servers; otherwise this only
   *     reports
   * @throws IOException if the tables cannot be read at all, or a repair not be made durable
   */
  public FsckReport run(boolean repair) throws Fault, IOException, InterruptedException {
    Findings findings = new Findings();
    Repair repairs = new Repair(store, peers, findings, repair);
    for (Election election : tables.replica().ask(BallotBox::elections)) {
      findings.election();
      checkValid(election.name(), findings, repairs);
      checkInvalid(election.name(), findings);
    }
    checkPending(findings);
    if (findings.anyRepaired()) {
      store.flush();
    }
    return findings.report();
  }

  /** Valid inodes before and after bound the number of files: voting may go on meanwhile. */
  private void checkValid(ElectionName election, Findings findings, Repair repairs)
      throws Fault, IOException, InterruptedException {
    int before = valid(election);
    long files;
    try {
      files = readValid(election, findings, repairs);
    } catch (IOException e) {
      findings.table(election, "the table of valid ballots cannot be read: " + e.getMessage());
      return;
    }
    if (files < before) {
      repairs.missing(election, before - files);
    } else if (files > valid(election)) {
      findings.table(election, "more valid ballots than voters who have voted");
    }
  }

  private int valid(ElectionName election) {
    return tables.replica().ask(box -> box.tally(election)).map(Tally::valid).orElse(0);
  }

  private long readValid(ElectionName election, Findings findings, Repair repairs)
      throws IOException, InterruptedException {
    long files = 0;
    List<FileEntry> page = store.files(election, BallotPath.ROOT, PAGE);
    while (!page.isEmpty()) {
      for (FileEntry entry : page) {
        files++;
        findings.file();
        Optional<String> problem = problem(election, entry);
        if (problem.isPresent()) {
          repairs.damaged(election, entry, problem.get());
        }
      }
      page = store.files(election, page.getLast().name(), PAGE);
    }
    return files;
  }

  private Optional<String> problem(ElectionName election, FileEntry entry) {
    try {
      return problem(store.file(election, entry.name()), entry);
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> problem(Optional<StoredFile> file, FileEntry entry) {
    if (file.isEmpty()) {
      return Optional.of("its block is missing");
    }
    boolean sound = file.get().isIntact() && file.get().entry().digest().equals(entry.digest());
    return sound ? Optional.empty() : Optional.of("its block does not match its digest");
  }

  private void checkInvalid(ElectionName election, Findings findings) {
    try {
      List<FileEntry> page = tables.invalid().files(election, BallotPath.ROOT, PAGE);
      while (!page.isEmpty()) {
        page.forEach(entry -> checkInvalid(election, entry, findings));
        page = tables.invalid().files(election, page.getLast().name(), PAGE);
      }
    } catch (IOException e) {
      findings.table(election, "the table of invalid ballots cannot be read: " + e.getMessage());
    }
  }

  private void checkInvalid(ElectionName election, FileEntry entry, Findings findings) {
    findings.invalid();
    try {
      problem(tables.invalid().file(election, entry.name()), entry)
          .ifPresent(problem -> findings.lost(election, entry.name(), "invalid file: " + problem));
    } catch (IOException e) {
      findings.lost(election, entry.name(), "invalid file: cannot be read: " + e.getMessage());
    }
  }

  /** A pending claim that another run of the reconciler has resolved meanwhile is no finding. */
  private void checkPending(Findings findings) {
    for (ClaimId id : tables.pending().claims()) {
      try {
        Optional<Claim> claim = tables.pending().claim(id);
        claim.ifPresent(it -> checkPending(it, findings));
      } catch (IOException e) {
        findings.pendingLost(e);
      }
    }
  }

  private static void checkPending(Claim claim, Findings findings) {
    findings.pending();
    if (!claim.block().digest().equals(claim.digest())) {
      findings.lost(
          claim.election(), claim.name(), "pending file: its block does not match its digest");
    }
  }
}
