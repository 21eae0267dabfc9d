package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;

/** A box is what its rows add up to: rebuilt from them at any moment, it goes on the same way. */
class RebuildTest {
  private static final int SEEDS = 100;
  private static final int ENTRIES = 150;

  /** One entry of a history, and what it meant to a box that was never rebuilt. */
  private record Step(LogIndex index, Instant stamp, Entry entry, Applied applied) {}

  @Test
  void aBoxRebuiltBeforeEveryEntryGoesOnTheSameWay() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      MemoryBoxStore store = new MemoryBoxStore();
      for (Step step : history(seed)) {
        assertThat(replica(store).apply(step.index, step.stamp, step.entry))
            .as("seed %d, entry %s", seed, step.index)
            .isEqualTo(step.applied);
      }
    }
  }

  @Test
  void aServerThatCrashesAndAppliesTheLogAgainEndsTheSame() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Step> history = history(seed);
      SplittableRandom random = new SplittableRandom(seed);
      MemoryBoxStore store = new MemoryBoxStore();
      BallotReplica replica = replica(store);
      for (int at = 0; at < history.size(); at++) {
        Step step = history.get(at);
        assertThat(replica.apply(step.index, step.stamp, step.entry)).isEqualTo(step.applied);
        if (random.nextInt(10) == 0) {
          store.flush();
        }
        if (random.nextInt(20) == 0) {
          at = (int) store.crash(random).value();
          replica = replica(store);
        }
      }
      assertThat(answers(replica, history)).as("seed " + seed).isEqualTo(expected(history));
    }
  }

  @Test
  void aBoxAnswersTheSameWhenRebuilt() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Step> history = history(seed);
      MemoryBoxStore store = new MemoryBoxStore();
      BallotReplica replica = replica(store);
      for (Step step : history) {
        replica.apply(step.index, step.stamp, step.entry);
      }
      assertThat(answers(replica(store), history))
          .as("seed " + seed)
          .isEqualTo(answers(replica, history));
    }
  }

  @Test
  void historiesReachWhatTheyAreFor() {
    List<Applied> outcomes = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      history(seed).forEach(step -> outcomes.add(step.applied));
    }
    assertThat(outcomes.stream().flatMap(it -> it.settlements().stream()))
        .map(settled -> settled.standing().getClass().getSimpleName())
        .contains("Valid", "Invalid");
    assertThat(outcomes.stream().flatMap(it -> it.changes().stream()).filter(RebuildTest::clashed))
        .hasSizeGreaterThan(SEEDS / 2);
    assertThat(outcomes.stream().map(it -> Optional.ofNullable(it.refusal())).distinct())
        .hasSizeGreaterThanOrEqualTo(8);
  }

  private static boolean clashed(Change change) {
    return change instanceof Change.FilePut put && put.name().value().contains("~");
  }

  private static BallotReplica replica(MemoryBoxStore store) throws IOException {
    return new BallotReplica(store, settled -> {});
  }

  private static List<Step> history(long seed) {
    RandomHistory random = new RandomHistory(new SplittableRandom(seed));
    MemoryBoxStore store = new MemoryBoxStore();
    BallotBox box = new BallotBox(store);
    List<Step> history = new ArrayList<>();
    for (int at = 0; at < ENTRIES; at++) {
      LogIndex index = new LogIndex(at);
      Instant stamp = random.nextStamp();
      Entry entry = random.next();
      Applied applied = box.apply(index, stamp, entry);
      store.commit(index, box.logTime(), applied.changes());
      history.add(new Step(index, stamp, entry, applied));
    }
    return history;
  }

  private static Map<String, Object> expected(List<Step> history) throws IOException {
    BallotReplica straight = replica(new MemoryBoxStore());
    for (Step step : history) {
      straight.apply(step.index, step.stamp, step.entry);
    }
    return answers(straight, history);
  }

  /** All that a box can be asked. */
  private static Map<String, Object> answers(BallotReplica replica, List<Step> history) {
    Map<String, Object> answers = new HashMap<>();
    replica.ask(box -> {
      answers.put("elections", box.elections());
      answers.put("next settling", box.nextSettling());
      answers.put("log time", box.logTime());
      box.elections().forEach(election -> answers.putAll(answers(box, election)));
      claims(history).forEach(claim -> answers.put(claim.id().toString(), box.standing(claim)));
      return null;
    });
    return answers;
  }

  private static Map<String, Object> answers(BallotBox box, Election election) {
    ElectionName name = election.name();
    Map<String, Object> answers = new HashMap<>();
    answers.put(name + " tally", box.tally(name));
    answers.put(name + " directories", box.directories(name));
    for (int inode = 1; inode <= election.voters(); inode++) {
      InodeNumber number = new InodeNumber(inode);
      answers.put(name + " voter " + inode, box.voter(name, number));
      answers.put(name + " state " + inode, box.inodeState(name, number));
    }
    return answers;
  }

  private static List<Claim> claims(List<Step> history) {
    return history.stream()
        .map(Step::entry)
        .filter(Entry.Claims.class::isInstance)
        .map(Entry.Claims.class::cast)
        .flatMap(entry -> entry.claims().stream())
        .toList();
  }
}
