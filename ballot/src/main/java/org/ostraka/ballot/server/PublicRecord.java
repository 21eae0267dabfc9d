package org.ostraka.ballot.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotBox;
import org.ostraka.ballot.box.InodeState;
import org.ostraka.base.Fault;

/**
 * What a closed election makes public, as files: the ballots, sorted by name, and who voted, sorted
 * by voter id. Nothing in one leads to the other. Their form stands in docs/format/ballot.md,
 * section "Public record".
 */
public final class PublicRecord {
  private static final CSVFormat CSV = CSVFormat.RFC4180;
  private static final int PAGE = 1_000;

  /** Few inodes at a time, for the log waits while the box is asked. */
  private static final int INODES_PER_QUESTION = 10_000;

  private final BallotServer server;

  public PublicRecord(BallotServer server) {
    this.server = server;
  }

  /**
   * Writes {@code ballots.csv}: name, digest, encoding and content of each valid ballot.
   *
   * @throws IOException also when a ballot is damaged: what was written is then no record
   */
  public void writeBallots(ElectionName election, OutputStream out) throws Fault, IOException {
    Counting.requireClosed(server.status(election));
    Writer text = text(out);
    CSV.printRecord(text, "name", "digest", "encoding", "content");
    server.tables().replica().store().forEachFile(election, file -> print(file, text));
    text.flush();
  }

  private static void print(StoredFile file, Writer out) {
    try {
      if (!file.isIntact()) {
        throw new IOException(Refusal.DAMAGED.fault(file.entry().name()).text());
      }
      RecordedContent content = RecordedContent.of(file.block());
      CSV.printRecord(
          out, file.entry().name(), file.entry().digest(), content.encoding(), content.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code ballots.index}: the counted set, a digest and a name in each line. */
  public void writeIndex(ElectionName election, OutputStream out) throws Fault, IOException {
    Counting.requireClosed(server.status(election));
    OutputStream lines = new BufferedOutputStream(out);
    List<FileEntry> page = page(election, BallotPath.ROOT);
    while (!page.isEmpty()) {
      for (FileEntry entry : page) {
        lines.write(Counted.line(entry));
      }
      page = page(election, page.getLast().name());
    }
    lines.flush();
  }

  private List<FileEntry> page(ElectionName election, BallotPath after) throws IOException {
    return server.tables().replica().store().files(election, after, PAGE);
  }

  /** Writes {@code attendance.csv}: the voters whose inode is valid. */
  public void writeAttendance(ElectionName election, OutputStream out) throws Fault, IOException {
    Writer text = text(out);
    CSV.printRecord(text, RollFile.COLUMN);
    for (VoterId voter : attendance(election)) {
      CSV.printRecord(text, voter);
    }
    text.flush();
  }

  private static Writer text(OutputStream out) {
    return new OutputStreamWriter(new BufferedOutputStream(out), StandardCharsets.UTF_8);
  }

  /**
   * Voters whose inode is valid, sorted by id and never in the order of voting.
   *
   * @throws Fault {@code not-closed}: a list that grows would tell who voted when
   */
  public List<VoterId> attendance(ElectionName election) throws Fault, IOException {
    ElectionStatus status = server.status(election);
    Counting.requireClosed(status);
    List<VoterId> voters = new ArrayList<>(status.tally().valid());
    for (int from = 1; from <= status.tally().voters(); from += INODES_PER_QUESTION) {
      int first = from;
      int last = Math.min(status.tally().voters(), from + INODES_PER_QUESTION - 1);
      voters.addAll(server.tables().replica().ask(box -> valid(box, election, first, last)));
    }
    Collections.sort(voters);
    return voters;
  }

  private static List<VoterId> valid(BallotBox box, ElectionName election, int first, int last) {
    List<VoterId> voters = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      InodeNumber inode = new InodeNumber(number);
      if (box.inodeState(election, inode) instanceof InodeState.Valid) {
        voters.add(box.voter(election, inode));
      }
    }
    return voters;
  }
}
