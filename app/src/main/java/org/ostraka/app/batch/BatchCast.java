package org.ostraka.app.batch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Refusal;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Casts a file of ballots through several servers at once, with several requests under way to each.
 * A server that stops answering keeps its ballots for a while, in case it comes back, and loses
 * them to the others then; a ballot that this makes two of is the same vote twice, of which one is
 * valid.
 */
public final class BatchCast {
  private static final int REQUESTS_PER_SERVER = 3;

  private final ElectionName election;
  private final List<? extends BallotFileSystem> servers;
  private final Patience patience;
  private final BatchReport report = new BatchReport();
  private final ChunkQueue queue = new ChunkQueue();

  /**
   * How long the caster waits.
   *
   * @param forServer before a silent server's ballots are cast through others
   * @param forAnybody before the batch gives up because no server answers
   */
  public record Patience(Duration forServer, Duration forAnybody) {
    /** 10 s, and a minute. */
    public static final Patience STANDARD =
        new Patience(Duration.ofSeconds(10), Duration.ofMinutes(1));
  }

  public BatchCast(
      ElectionName election, List<? extends BallotFileSystem> servers, Patience patience) {
    this.election = election;
    this.servers = List.copyOf(servers);
    this.patience = patience;
  }

  /** What became of the ballots so far; may be asked while {@link #run} goes on. */
  public BatchReport report() {
    return report;
  }

  /**
   * Casts every ballot of the file; returns when each is recorded or refused.
   *
   * @throws Fault when it cannot go on; the same call goes on from there later
   */
  public void run(BatchFile file, BatchKey key) throws Fault, IOException, InterruptedException {
    List<Thread> senders = startSenders();
    try {
      read(file, key);
      queue.complete();
      for (Thread sender : senders) {
        sender.join();
      }
    } catch (IOException | Fault | InterruptedException e) {
      queue.fail(Fault.of(FaultKind.INTERRUPTED, "the reading of the file ended early"));
      senders.forEach(Thread::interrupt);
      throw e;
    }
    queue.requireNoFailure();
  }

  private List<Thread> startSenders() {
    Answers answers = new Answers(patience.forAnybody());
    List<Thread> senders = new ArrayList<>();
    for (BallotFileSystem server : servers) {
      Sender sender = new Sender(new Attempt(election, server, report), queue, answers, patience);
      for (int at = 0; at < REQUESTS_PER_SERVER; at++) {
        senders.add(Thread.ofVirtual().name("sender").start(sender));
      }
    }
    return senders;
  }

  private void read(BatchFile file, BatchKey key) throws Fault, IOException, InterruptedException {
    Chunk.Builder next = new Chunk.Builder();
    boolean goesOn = true;
    try (BatchReader reader = BatchReader.open(file.file())) {
      for (BatchReader.@Nullable Entry entry = reader.nextOrNull();
          entry != null && goesOn;
          entry = reader.nextOrNull()) {
        if (file.repeated().containsKey(entry.line())) {
          report.addRefused(entry.line(), Refusal.VOTER_ALREADY_USED);
        } else {
          next.add(item(entry, key));
        }
        goesOn = !next.isFull() || queue.add(next.take());
      }
    }
    queue.add(next.take());
  }

  private static Chunk.Item item(BatchReader.Entry entry, BatchKey key) {
    Ballot ballot = new Ballot(entry.voter(), key.name(entry.record()), entry.block());
    return new Chunk.Item(entry.line(), ballot);
  }
}
