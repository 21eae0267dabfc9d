package org.ostraka.ballot.raft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.server.BallotLog;
import org.ostraka.base.Digest;

/** An election whose claims are decided at once, with voters {@code v1}, {@code v2} and so on. */
final class TestElection {
  static final ElectionName NAME = new ElectionName("mayor");
  private static final ServerId SERVER = new ServerId("s1");
  private static final ElectionOptions OPTIONS =
      new ElectionOptions(4096, Duration.ZERO, Duration.ofMinutes(10), false);

  private TestElection() {}

  static LogIndex open(BallotLog log, int voters) throws Exception {
    log.append(new Entry.RegistrationStarted(NAME, 1, OPTIONS));
    List<VoterId> roll = IntStream.rangeClosed(1, voters).mapToObj(TestElection::voter).toList();
    log.append(new Entry.VotersRegistered(NAME, 1, 1, roll));
    log.append(new Entry.RegistrationCompleted(NAME, 1, voters));
    return log.append(new Entry.ElectionOpened(NAME)).index();
  }

  private static VoterId voter(int number) {
    return VoterId.of("v" + number);
  }

  /** Claims of {@code count} voters from {@code first}, each with a block of its own. */
  static Entry.Claims claims(int first, int count, int blockSize) {
    List<Claim> claims = new ArrayList<>();
    for (int number = first; number < first + count; number++) {
      byte[] content = new byte[blockSize];
      ByteBuffer.wrap(content).putInt(number);
      claims.add(
          new Claim(
              new ClaimId(SERVER, number),
              NAME,
              new InodeNumber(number),
              voter(number),
              Instant.now(),
              new BallotPath("b" + number),
              Digest.of(content),
              Block.of(content)));
    }
    return new Entry.Claims(claims);
  }

  /** What a server holds: names of valid files and the digests of what is read back. */
  static Map<BallotPath, Digest> valid(TestServer server) throws IOException {
    Map<BallotPath, Digest> files = new HashMap<>();
    server
        .replica()
        .store()
        .forEachFile(NAME, file -> files.put(file.entry().name(), file.block().digest()));
    return files;
  }

  static boolean isOpenOn(TestServer server) {
    return server.replica().ask(box -> box.election(NAME)).isPresent();
  }

  /** Whether a server's log holds the voter of a claim in any file. */
  static boolean isLogged(TestServer server) throws IOException {
    try (Stream<Path> files = Files.walk(server.settings().log())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (content.contains("v7") && content.contains("b7")) {
          return true;
        }
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      return true; // a file goes just now: look again
    }
    return false;
  }
}
