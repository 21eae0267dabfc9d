package org.ostraka.ballot.box;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** Entries of every type with values from the whole of their ranges. */
final class RandomEntries {
  private static final String NAME_SIGNS = "abcxyz0123456789-";
  private static final List<String> TEXT_SIGNS =
      List.of("a", "Z", "7", " ", "é", "√", "𝄞", "~", ".");

  private final RandomGenerator random;

  RandomEntries(RandomGenerator random) {
    this.random = random;
  }

  /** One entry of each type, in the order of their type bytes. */
  List<Entry> oneOfEach() {
    return List.of(
        new Entry.RegistrationStarted(election(), random.nextLong(), options()),
        new Entry.VotersRegistered(election(), random.nextLong(), random.nextInt(), voters()),
        new Entry.RegistrationCompleted(election(), random.nextLong(), random.nextInt()),
        new Entry.RegistrationAbandoned(election(), random.nextLong()),
        new Entry.ElectionOpened(election()),
        new Entry.ElectionClosing(election()),
        new Entry.ElectionClosed(election()),
        new Entry.DirectoryMade(election(), path()),
        new Entry.Claims(some(5, this::claim)),
        new Entry.Tick());
  }

  private <T> List<T> some(int atMost, Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(atMost + 1)).toList();
  }

  private List<VoterId> voters() {
    return some(20, this::voter);
  }

  ElectionName election() {
    return new ElectionName(name(64));
  }

  private String name(int longest) {
    String name =
        random
            .ints(random.nextInt(1, longest + 1), 0, NAME_SIGNS.length())
            .mapToObj(at -> NAME_SIGNS.substring(at, at + 1))
            .collect(Collectors.joining());
    return name.startsWith("-") ? "a" + name.substring(1) : name;
  }

  private ElectionOptions options() {
    return new ElectionOptions(
        random.nextInt(1, Block.MAX_BYTES + 1), upToAnHour(), upToAnHour(), random.nextBoolean());
  }

  private Duration upToAnHour() {
    return Duration.ofMillis(random.nextInt(3_600_001));
  }

  private VoterId voter() {
    return VoterId.of(text(VoterId.MAX_BYTES));
  }

  /** At least one sign, at most so many bytes of UTF-8. */
  private String text(int longest) {
    StringBuilder text = new StringBuilder("v");
    int wanted = random.nextInt(longest);
    while (text.toString().getBytes(StandardCharsets.UTF_8).length + 4 <= wanted) {
      text.append(TEXT_SIGNS.get(random.nextInt(TEXT_SIGNS.size())));
    }
    return text.toString();
  }

  private BallotPath path() {
    return new BallotPath(
        Stream.generate(() -> text(120))
            .limit(random.nextInt(1, BallotPath.MAX_COMPONENTS + 1))
            .collect(Collectors.joining("/")));
  }

  private Claim claim() {
    byte[] bytes = new byte[random.nextInt(10) == 0 ? Block.MAX_BYTES : random.nextInt(2000)];
    random.nextBytes(bytes);
    return new Claim(
        new ClaimId(new ServerId(name(32)), random.nextLong()),
        election(),
        new InodeNumber(random.nextInt(1, Integer.MAX_VALUE)),
        voter(),
        Instant.ofEpochMilli(random.nextLong()),
        random.nextInt(10) == 0 ? BallotPath.ROOT : path(),
        Digest.of(bytes),
        Block.of(bytes));
  }
}
