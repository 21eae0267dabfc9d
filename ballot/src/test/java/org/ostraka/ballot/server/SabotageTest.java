package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ostraka.sim.Simulation;

/** The checkers of the simulation can fail: each fault put in on purpose is found, and named. */
class SabotageTest {
  private static final int SEEDS = 200;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void theCheckersFind(Sabotage sabotage) {
    Pattern expected = Pattern.compile(complaint(sabotage));
    List<String> complaints = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS && !isMet(expected, complaints); seed++) {
      complaints.addAll(complaintsAbout(new Simulation(seed), sabotage));
    }
    assertThat(complaints).isNotEmpty().last().asString().containsPattern(expected);
  }

  private static boolean isMet(Pattern expected, List<String> complaints) {
    return !complaints.isEmpty() && expected.matcher(complaints.getLast()).find();
  }

  private static List<String> complaintsAbout(Simulation simulation, Sabotage sabotage) {
    try {
      new BallotSimulation(simulation, sabotage).run();
      return List.of();
    } catch (Exception | AssertionError e) {
      return List.of(e.toString());
    }
  }

  private static String complaint(Sabotage sabotage) {
    return switch (sabotage) {
      case NONE -> throw new IllegalArgumentException("nothing to complain of");
      case YOUNGEST_WINS, CLAIM_NUMBERS_CHANGE -> "the winner of .* but the oldest claim was";
      case ONE_JUDGES_OTHERWISE -> "applied entry \\d+ otherwise than the first server";
      case STORE_LOSES_A_COMMIT -> "otherwise than the first server|lost the valid file";
      case JOURNAL_FORGETS -> "forgot the recorded";
      case DISK_LIES -> "forgot the recorded";
      case BLOCK_IS_ALTERED -> "altered the valid file";
      case COMMIT_ON_ONE -> "committed twice|change committed slot";
      case VOTERS_ARE_MIXED_UP -> "has two valid files";
      case CLAIMS_ARE_NOT_SENT -> "the election ends: not within";
      case TOLD_TOO_SOON -> "was called valid before it was";
      case NAMES_TELL_VOTERS -> "voter named by";
    };
  }
}
