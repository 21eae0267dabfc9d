package org.ostraka.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Refusal;
import org.ostraka.base.Fault;

/** A batch through servers that fail. */
final class BatchCastTest {
  private static final ElectionName MAYOR = new ElectionName("mayor");
  private static final BatchCast.Patience SHORT =
      new BatchCast.Patience(Duration.ofMillis(300), Duration.ofSeconds(5));

  private @TempDir Path folder;
  private BatchFile file;
  private BatchKey key;
  private final BallotBoxDouble box = new BallotBoxDouble();

  @BeforeEach
  void writeBatch() throws Fault, IOException {
    String lines =
        IntStream.range(0, 5_000)
            .mapToObj(voter -> "v%d,choice %d".formatted(voter, voter % 7))
            .collect(Collectors.joining("\n", "voter_id,choice\n", "\n"));
    file = BatchFile.check(Files.writeString(folder.resolve("ballots.csv"), lines));
    key = BatchKey.of(folder.resolve("batches"), MAYOR, file.digest());
    IntStream.range(0, 5_000).forEach(voter -> box.register("v" + voter));
  }

  private BatchReport cast(ServerDouble... servers) throws Exception {
    BatchCast cast = new BatchCast(MAYOR, List.of(servers), SHORT);
    cast.run(file, key);
    return cast.report();
  }

  @Test
  void everyBallotIsRecordedOnce() throws Exception {
    BatchReport report = cast(box.server(), box.server());
    assertThat(report.recorded()).isEqualTo(5_000);
    assertThat(report.refused()).isEmpty();
    assertThat(box.voters()).hasSize(5_000);
  }

  @Test
  void aRepeatedRunFindsEverythingThere() throws Exception {
    cast(box.server());
    BatchReport again = cast(box.server(), box.server());
    assertThat(again.recorded()).isZero();
    assertThat(again.already()).isEqualTo(5_000);
    assertThat(again.refused()).isEmpty();
  }

  @Test
  void ballotsOfADeadServerAreCastThroughAnother() throws Exception {
    ServerDouble dead = box.server();
    dead.dieAfter(1);
    BatchReport report = cast(dead, box.server());
    assertThat(report.settled()).isEqualTo(5_000);
    assertThat(report.refused()).isEmpty();
    assertThat(box.voters()).hasSize(5_000);
  }

  @Test
  void anAnswerThatWasLostIsNoError() throws Exception {
    ServerDouble forgetful = box.server();
    forgetful.loseAnswers(3);
    BatchReport report = cast(forgetful);
    assertThat(report.already()).isPositive();
    assertThat(report.recorded() + report.already()).isEqualTo(5_000);
    assertThat(report.refused()).isEmpty();
  }

  @Test
  void whoVotedElsewhereIsRefusedWithTheLine() throws Exception {
    box.server().castElsewhere("v3");
    assertThat(cast(box.server()).refused()).isEqualTo(Map.of(5L, Refusal.VOTER_ALREADY_USED));
  }

  @Test
  void aBatchWithoutServersGivesUpAndSaysHowToGoOn() {
    ServerDouble dead = box.server();
    dead.dieAfter(0);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> cast(dead))
        .withMessageContaining("the same command goes on from here");
  }
}
