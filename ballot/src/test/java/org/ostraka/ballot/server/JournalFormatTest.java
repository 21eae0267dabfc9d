package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Disk;
import org.ostraka.sim.SimDisk;

/** A journal file of pending ballots has the bytes that docs/format/ballot.md prints. */
class JournalFormatTest {
  private static final Path DOCUMENT = Path.of("../docs/format/ballot.md");
  private static final Path DIRECTORY = Path.of("/pending");

  private final Disk disk = new SimDisk(new Random(1));

  @Test
  void aRecordedClaimStandsInItsJournalAsPrinted() throws IOException {
    PendingFiles.open(disk, DIRECTORY).record(List.of(claim()));

    assertThat(disk.list(DIRECTORY)).containsExactly("0000000000000000.journal");
    assertThat(HexFormat.of().formatHex(journal())).isEqualTo(printed());
  }

  private byte[] journal() throws IOException {
    try (Disk.File file = disk.open(DIRECTORY.resolve("0000000000000000.journal"))) {
      ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(0, content);
      return content.array();
    }
  }

  private static String printed() throws IOException {
    Matcher example =
        Pattern.compile("```\\njournal\\n([^`]+)```").matcher(Files.readString(DOCUMENT));
    assertThat(example.find()).isTrue();
    return example.group(1).replaceAll("#.*|\\s", "");
  }

  private static Claim claim() {
    Block block = Block.of("BETSY HODGES".getBytes(StandardCharsets.UTF_8));
    return new Claim(
        new ClaimId(new ServerId("s1"), 0xfedcba9876543210L),
        new ElectionName("mayor-2030"),
        new InodeNumber(42),
        VoterId.of("Zoé"),
        Instant.parse("2030-01-01T10:00:00.125Z"),
        new BallotPath("north/n42"),
        block.digest(),
        block);
  }
}
