package org.ostraka.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;

/** The files of ballots that people hand in. */
final class BallotFilesTest {
  private @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("file.csv"), content);
  }

  @Test
  void aBatchHasABallotARecord() throws Exception {
    Path batch = file("\uFEFFvoter_id,choice\n17,\"Noël, Zoé\"\nélu-4,\"line\nbreak\"\n");
    try (BatchReader reader = BatchReader.open(batch)) {
      assertThat(reader.nextOrNull())
          .isEqualTo(entry(0, 2, "17", BallotFields.encode(List.of("Noël, Zoé"))));
      assertThat(reader.nextOrNull())
          .isEqualTo(entry(1, 4, "élu-4", BallotFields.encode(List.of("line\nbreak"))));
      assertThat(reader.nextOrNull()).isNull();
    }
  }

  private static BatchReader.Entry entry(long record, long line, String voter, Block block) {
    return new BatchReader.Entry(record, line, VoterId.of(voter), block);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id,name\\na,b | file.csv:1: the first line must name the columns, beginning with voter_id",
        "voter_id,name\\na,b\\nc | file.csv:3: 1 fields where the first line has 2",
        "voter_id\\na\\n\"b\"x\\n | file.csv:3: not CSV",
        "voter_id,n\\n,x | file.csv:2: voter id is empty",
        "voter_id\\na\\tb | file.csv:2: voter id has a control character"
      })
  void aBrokenBatchIsRefusedWithItsLine(String content, String message) throws IOException {
    Path batch = file(content.replace("\\n", "\n").replace("\\t", "\t"));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> BatchFile.check(batch))
        .withMessageContaining(message);
  }

  @Test
  void aVoterIdHasAtMost128Bytes() throws IOException {
    Path batch = file("voter_id\n" + "é".repeat(64) + "\n" + "é".repeat(65) + "\n");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> BatchFile.check(batch))
        .withMessageContaining("file.csv:3: voter id has 130 bytes: 1 to 128");
  }

  @Test
  void brokenUtf8IsRefused() throws IOException {
    Path batch = folder.resolve("latin1.csv");
    Files.write(batch, "voter_id\nNo\u00EBl\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> BatchFile.check(batch))
        .withMessageContaining("not UTF-8");
  }

  @Test
  void aBallotIsTheRecordOfItsFields() {
    List<String> fields = List.of("Zoé \"Zo\" N., Évry", "", "blank line\n");
    Block block = BallotFields.encode(fields);
    assertThat(new String(block.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("\"Zoé \"\"Zo\"\" N., Évry\",,\"blank line\n\"");
    assertThat(BallotFields.decode(block)).contains(fields);
  }

  @Test
  void aBlockThatIsNoRecordHasNoFields() {
    byte[] notUtf8 = {(byte) 0xC3, 'a'};
    assertThat(BallotFields.decode(Block.of(notUtf8))).isEmpty();
    assertThat(BallotFields.decode(BallotFields.encode(List.of("a")))).isPresent();
    byte[] twoLines = "a\nb".getBytes(StandardCharsets.UTF_8);
    assertThat(BallotFields.decode(Block.of(twoLines))).isEmpty();
  }

  @Test
  void aBatchKnowsItsRepeatedVoters() throws Exception {
    BatchFile batch = BatchFile.check(file("voter_id,choice\na,1\nb,2\na,3\n"));
    assertThat(batch.ballots()).isEqualTo(3);
    assertThat(batch.repeated()).isEqualTo(Map.of(4L, 2L));
  }

  @Test
  void aRepeatedRunNamesItsBallotsAlikeAndNobodyElseDoes() throws Exception {
    ElectionName mayor = new ElectionName("mayor");
    Digest content = Digest.of(new byte[] {1});
    BatchKey first = BatchKey.of(folder.resolve("batches"), mayor, content);
    BatchKey again = BatchKey.of(folder.resolve("batches"), mayor, content);
    BatchKey other = BatchKey.of(folder.resolve("elsewhere"), mayor, content);
    assertThat(first.name(7)).isEqualTo(again.name(7)).isNotEqualTo(first.name(8));
    assertThat(first.name(7)).isNotEqualTo(other.name(7));
  }
}
