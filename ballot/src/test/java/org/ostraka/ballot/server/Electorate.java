package org.ostraka.ballot.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.sim.Simulation;
import org.ostraka.sim.Stopped;

/**
 * The voters of a simulated election and the voting processes that act for them: they vote on
 * servers of their choice, some on several at once, and try again when they hear nothing.
 */
final class Electorate {
  static final ElectionName ELECTION = new ElectionName("e");

  private final World world;
  private final Simulation simulation;
  private final List<VoterId> voters = new ArrayList<>();
  private int ballots;

  Electorate(World world, int size) {
    this.world = world;
    this.simulation = world.simulation();
    for (int number = 1; number <= size; number++) {
      voters.add(voter(number));
    }
  }

  /** The voter of an inode. */
  static VoterId voter(int inode) {
    return VoterId.of("voter-" + inode);
  }

  List<VoterId> roll() {
    return voters;
  }

  /** Has everybody vote within the stretch, once or several times. */
  void vote(Duration stretch) {
    for (VoterId voter : voters) {
      Duration moment = simulation.between(Duration.ZERO, stretch);
      simulation.after(moment, () -> attempt(voter, 6));
      for (int rivals = simulation.random().nextInt(4); rivals > 0; rivals--) {
        simulation.after(moment.plus(apart()), () -> attempt(voter, 6));
      }
    }
  }

  /** Rivals come close together: within one window, or nearly so. */
  private Duration apart() {
    Duration longest = simulation.chance(0.7) ? Duration.ofMillis(60) : Duration.ofMillis(800);
    return simulation.between(Duration.ZERO, longest);
  }

  private void attempt(VoterId voter, int tries) {
    SimServer server = simulation.pick(world.servers());
    if (tries == 0) {
      return;
    }
    try {
      if (server.isUp()) {
        castSomehow(server, voter, tries);
      } else {
        retry(voter, tries);
      }
    } catch (Stopped e) {
      server.crash(true);
      retry(voter, tries); // nobody knows whether it was recorded
    } catch (Fault e) {
      answer(voter, tries, e.code());
    } catch (IOException e) {
      world.witness().saw(Sight.DISK_FULL);
      retry(voter, tries);
    }
  }

  private void retry(VoterId voter, int tries) {
    Duration pause = simulation.between(Duration.ofMillis(10), Duration.ofMillis(900));
    simulation.after(pause, () -> attempt(voter, tries - 1));
  }

  private void answer(VoterId voter, int tries, String code) {
    if (code.equals("disk-full")) {
      world.witness().saw(Sight.DISK_FULL);
    }
    boolean over =
        code.equals(Refusal.VOTER_ALREADY_USED.code()) || code.equals(Refusal.CLOSED.code());
    if (!over) {
      retry(voter, tries);
    }
  }

  private void castSomehow(SimServer server, VoterId voter, int tries) throws Fault, IOException {
    switch (simulation.random().nextInt(5)) {
      case 0, 1 -> castAll(server, List.of(ballot(voter)), tries);
      case 2 -> castAll(server, List.of(ballot(voter), ballot(simulation.pick(voters))), tries);
      default -> create(server, ballot(voter), tries);
    }
  }

  /** A block like no other, under a name that others may choose too. */
  private Ballot ballot(VoterId voter) {
    boolean telling = world.sabotage() == Sabotage.NAMES_TELL_VOTERS;
    String name = "file-" + (telling ? voter : simulation.random().nextInt(3 * voters.size()));
    BallotPath path = new BallotPath(simulation.chance(0.2) ? "north/" + name : name);
    String said = "ballot %d of file %s".formatted(++ballots, name);
    Ballot ballot = new Ballot(voter, path, Block.of(said.getBytes(StandardCharsets.UTF_8)));
    world.witness().casting(ballot);
    return ballot;
  }

  private void castAll(SimServer server, List<Ballot> batch, int tries) throws Fault, IOException {
    List<CastResult> results = server.requireRunning().castAll(ELECTION, batch);
    for (int at = 0; at < results.size(); at++) {
      VoterId voter = batch.get(at).voter();
      switch (results.get(at)) {
        case CastResult.Recorded(Receipt receipt) -> recorded(server, receipt, voter, tries);
        case CastResult.Refused(Refusal reason) -> answer(voter, tries, reason.code());
      }
    }
  }

  private void create(SimServer server, Ballot ballot, int tries) throws Fault, IOException {
    BallotServer process = server.requireRunning();
    Reservation file = process.create(ELECTION, ballot.name(), ballot.voter());
    Duration writing = simulation.between(Duration.ZERO, Duration.ofMillis(400));
    simulation.after(writing, () -> close(server, process, file, ballot, tries));
  }

  private void close(
      SimServer server, BallotServer process, Reservation file, Ballot ballot, int tries) {
    if (!server.isUp() || server.requireRunning() != process) {
      retry(ballot.voter(), tries);
      return;
    }
    try {
      if (simulation.chance(0.1)) {
        process.abandon(file);
        retry(ballot.voter(), tries);
      } else {
        recorded(server, process.close(file, ballot.block()), ballot.voter(), tries);
      }
    } catch (Stopped e) {
      server.crash(true);
      retry(ballot.voter(), tries);
    } catch (Fault e) {
      answer(ballot.voter(), tries, e.code());
    } catch (IOException e) {
      world.witness().saw(Sight.DISK_FULL);
      retry(ballot.voter(), tries);
    }
  }

  private void recorded(SimServer server, Receipt receipt, VoterId voter, int tries) {
    world.witness().recorded(server.name(), receipt, voter);
    simulation.note("%s recorded %s of %s".formatted(server.name(), receipt.claim(), voter));
    if (world.sabotage() == Sabotage.TOLD_TOO_SOON) {
      LogIndex next = new LogIndex(world.log().committed().size());
      world.witness().told(receipt.claim(), new Standing.Valid(next));
    }
    ask(server, receipt, 40);
    if (simulation.chance(0.3)) {
      retry(voter, tries); // the answer was lost on its way
    }
  }

  /** Asks the server again and again what became of the ballot. */
  private void ask(SimServer server, Receipt receipt, int times) {
    if (times > 0) {
      simulation.after(Duration.ofMillis(250), () -> ask(server, receipt, times - 1));
    }
    if (server.isUp()) {
      BallotServer process = server.requireRunning();
      process
          .decision(receipt.claim())
          .ifPresent(standing -> world.witness().told(receipt.claim(), standing));
    }
  }
}
