package org.ostraka.app.batch;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Space;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.base.Fault;

/** A server over a box in memory, which can die and lose answers. */
final class ServerDouble implements BallotFileSystem {
  private static final ClaimId CLAIM = new ClaimId(new ServerId("double"), 1);

  private final BallotBoxDouble box;
  private final AtomicInteger requestsToLive = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger answersToLose = new AtomicInteger();

  ServerDouble(BallotBoxDouble box) {
    this.box = box;
  }

  void dieAfter(int requests) {
    requestsToLive.set(requests);
  }

  void loseAnswers(int answers) {
    answersToLose.set(answers);
  }

  void castElsewhere(String voter) {
    byte[] other = {42};
    box.putOrNull(new Ballot(VoterId.of(voter), new BallotPath("other"), Block.of(other)));
  }

  @Override
  public List<CastResult> castAll(ElectionName election, List<Ballot> ballots) throws IOException {
    requireAlive();
    List<CastResult> results = new ArrayList<>();
    for (Ballot ballot : ballots) {
      @Nullable Refusal refusal = box.putOrNull(ballot);
      results.add(
          refusal == null
              ? new CastResult.Recorded(new Receipt(CLAIM, ballot.name(), ballot.block().digest()))
              : new CastResult.Refused(refusal));
    }
    if (answersToLose.getAndDecrement() > 0) {
      throw new ConnectException("the answer is lost");
    }
    return results;
  }

  private void requireAlive() throws IOException {
    if (requestsToLive.getAndDecrement() <= 0) {
      requestsToLive.set(0);
      throw new ConnectException("dead");
    }
  }

  @Override
  public FileStat stat(ElectionName election, BallotPath name) throws Fault, IOException {
    @Nullable Block block = box.blockOrNull(name);
    if (block == null) {
      throw Refusal.FILE_UNKNOWN.fault(name);
    }
    FileEntry entry = new FileEntry(name, block.digest(), block.size(), Instant.EPOCH);
    return new FileStat.Ballot(entry, FileState.VALID);
  }

  @Override
  public Reservation create(ElectionName election, BallotPath name, VoterId voter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Receipt close(Reservation reservation, Block block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void abandon(Reservation reservation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Standing await(ElectionName election, ClaimId claim, Duration atMost) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StoredFile read(ElectionName election, BallotPath name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<FileStat> list(
      ElectionName election, BallotPath directory, BallotPath after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void makeDirectory(ElectionName election, BallotPath path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Space space(ElectionName election) throws IOException {
    if (requestsToLive.get() <= 0) {
      throw new ConnectException("dead");
    }
    return new Space(4096, 0, 0, 0);
  }

  @Override
  public VoterStanding standing(ElectionName election, VoterId voter) {
    throw new UnsupportedOperationException();
  }
}
