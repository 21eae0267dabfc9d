package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;

/**
 * The bytes that docs/format/ballot.md prints for one entry of each type are those of the codec.
 */
class EntryCodecGoldenTest {
  private static final Path DOCUMENT = Path.of("../docs/format/ballot.md");

  /** A fenced block: the word golden and the entry's name, then bytes with remarks behind #. */
  private static final Pattern EXAMPLE = Pattern.compile("```\\ngolden (\\w+)\\n([^`]+)```");

  private static final ElectionName E = new ElectionName("mayor-2030");
  private static final long ATTEMPT = 0x0123456789abcdefL;

  private static final List<Entry> EXAMPLES =
      List.of(
          new Entry.RegistrationStarted(E, ATTEMPT, options()),
          new Entry.VotersRegistered(
              E, ATTEMPT, 41, List.of(VoterId.of("alice"), VoterId.of("Zoé"))),
          new Entry.RegistrationCompleted(E, ATTEMPT, 42),
          new Entry.RegistrationAbandoned(E, ATTEMPT),
          new Entry.ElectionOpened(E),
          new Entry.ElectionClosing(E),
          new Entry.ElectionClosed(E),
          new Entry.DirectoryMade(E, new BallotPath("north/east")),
          new Entry.Claims(List.of(claim())),
          new Entry.Tick());

  private static ElectionOptions options() {
    return new ElectionOptions(4096, Duration.ofMillis(200), Duration.ofSeconds(10), true);
  }

  private static Claim claim() {
    byte[] block = "BETSY HODGES".getBytes(StandardCharsets.UTF_8);
    return new Claim(
        new ClaimId(new ServerId("s1"), 0xfedcba9876543210L),
        E,
        new InodeNumber(42),
        VoterId.of("Zoé"),
        Instant.parse("2030-01-01T10:00:00.125Z"),
        new BallotPath("north/n42"),
        Digest.of(block),
        Block.of(block));
  }

  @Test
  void everyTypeHasItsBytesInTheDocument() throws IOException {
    Map<String, String> printed = new LinkedHashMap<>();
    EXAMPLE
        .matcher(Files.readString(DOCUMENT))
        .results()
        .forEach(example -> printed.put(example.group(1), hex(example)));
    Map<String, String> encoded = new LinkedHashMap<>();
    EXAMPLES.forEach(entry -> encoded.put(name(entry), HexFormat.of().formatHex(bytes(entry))));
    assertThat(printed).isEqualTo(encoded);
  }

  @Test
  void thePrintedBytesAreReadAsTheEntry() throws IOException, MalformedEntryException {
    List<Entry> read = new ArrayList<>();
    for (MatchResult example : EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList()) {
      read.add(EntryCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex(example)))));
    }
    assertThat(read).isEqualTo(EXAMPLES);
  }

  private static String hex(MatchResult example) {
    return example.group(2).replaceAll("#.*|\\s", "");
  }

  private static byte[] bytes(Entry entry) {
    return EntryCodec.encode(entry);
  }

  private static String name(Entry entry) {
    return entry.getClass().getSimpleName();
  }
}
