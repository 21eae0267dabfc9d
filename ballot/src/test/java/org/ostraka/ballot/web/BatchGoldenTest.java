package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;

/**
 * The bytes that docs/format/ballot.md prints for a batch and its answer are those of the codec.
 */
final class BatchGoldenTest {
  private static final Path DOCUMENT = Path.of("../docs/format/ballot.md");

  /** A fenced block: the word batch and a name, then bytes with remarks behind #. */
  private static final Pattern EXAMPLE = Pattern.compile("```\\nbatch (\\w+)\\n([^`]+)```");

  private static final List<Ballot> BALLOTS =
      List.of(Polis.ballot("Zoé", "north/n42", "BETSY HODGES"), Polis.ballot("bob", "n1", ""));

  private static final List<CastResult> OUTCOMES =
      List.of(
          new CastResult.Recorded(
              new Receipt(
                  new ClaimId(Polis.S1, 0xfedcba9876543210L),
                  new BallotPath("north/n42"),
                  Polis.block("BETSY HODGES").digest())),
          new CastResult.Refused(Refusal.NAME_TAKEN));

  @Test
  void ballotsHaveThePrintedBytes() throws Exception {
    assertThat(BatchRequests.ballots(BALLOTS)).isEqualTo(printed("Ballots"));
    assertThat(BatchRequests.readBallots(ByteBuffer.wrap(printed("Ballots")))).isEqualTo(BALLOTS);
  }

  @Test
  void outcomesHaveThePrintedBytes() throws Exception {
    assertThat(BatchAnswers.cast(OUTCOMES)).isEqualTo(printed("Outcomes"));
    List<BallotPath> names = BALLOTS.stream().map(Ballot::name).toList();
    assertThat(BatchAnswers.readCast(printed("Outcomes"), Polis.S1, names)).isEqualTo(OUTCOMES);
  }

  private static byte[] printed(String name) throws Exception {
    MatchResult example =
        EXAMPLE
            .matcher(Files.readString(DOCUMENT))
            .results()
            .filter(it -> it.group(1).equals(name))
            .findAny()
            .orElseThrow();
    return HexFormat.of().parseHex(example.group(2).replaceAll("#.*|\\s", ""));
  }
}
