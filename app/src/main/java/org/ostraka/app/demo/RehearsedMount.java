package org.ostraka.app.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.ostraka.app.node.HostedMount;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;

/**
 * The part of the rehearsal that casts file by file, by several writers: through a mount where this
 * machine has FUSE, else by the calls that a mount would make.
 */
final class RehearsedMount {
  static final int FILES = 2_500;
  private static final int WRITERS = 16;
  private static final int BYTES = 1_100;

  private final OrganisationDirectory directory;
  private final ElectionName election;
  private final Path point;

  RehearsedMount(OrganisationDirectory directory, ElectionName election, Path point) {
    this.directory = directory;
    this.election = election;
    this.point = point;
  }

  /** Casts one ballot. */
  private interface Cast {
    void cast(String name, String voter) throws Fault, IOException, InterruptedException;
  }

  /** Casts {@link #FILES} ballots, of the voters with the numbers from zero on. */
  void use(IntFunction<String> voters) throws Fault, IOException, InterruptedException {
    ServerAddress address = directory.read().servers().getFirst();
    try (RemoteBallotServer server =
        new RemoteBallotServer(address.id(), address.apiAddress(), directory.votingIdentity())) {
      use(server, voters);
    }
  }

  private void use(RemoteBallotServer server, IntFunction<String> voters)
      throws IOException, InterruptedException {
    HostedMount.MountPlace place = new HostedMount.MountPlace(point, false);
    try (HostedMount _ = HostedMount.ask(directory, server.id(), election, place).orElseThrow()) {
      castAll(voters, this::write);
    } catch (Fault | NoSuchElementException e) {
      castAll(voters, (name, voter) -> call(server, name, voter));
    }
  }

  private void write(String name, String voter) throws IOException {
    Path file = point.resolve(name + "@" + voter);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(BYTES));
    }
  }

  private void call(RemoteBallotServer server, String name, String voter)
      throws Fault, IOException, InterruptedException {
    Reservation file = server.create(election, new BallotPath(name), VoterId.of(voter));
    server.close(file, Block.of(new byte[BYTES]));
  }

  private static void castAll(IntFunction<String> voters, Cast cast)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      writers.add(Thread.ofPlatform().start(() -> castRest(next, voters, cast, failures)));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    if (!failures.isEmpty()) {
      throw new IOException("the rehearsal failed", failures.remove());
    }
  }

  private static void castRest(
      AtomicInteger next, IntFunction<String> voters, Cast cast, Queue<Exception> failures) {
    try {
      for (int number = next.getAndIncrement(); number < FILES; number = next.getAndIncrement()) {
        cast.cast("f" + number, voters.apply(number));
      }
    } catch (Fault | IOException | InterruptedException e) {
      failures.add(e);
    }
  }
}
