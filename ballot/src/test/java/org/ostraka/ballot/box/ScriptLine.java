package org.ostraka.ballot.box;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;

/** One line of a golden script: words in order, and {@code key=value} options in any. */
final class ScriptLine {
  private static final String DAY = "2030-01-01T";

  private final String text;
  private final List<String> words;
  private final Map<String, String> options = new HashMap<>();
  private int next;

  ScriptLine(String text) {
    this.text = text;
    String[] all = text.strip().split("\\s+");
    this.words = Arrays.stream(all).filter(word -> !word.contains("=")).toList();
    for (String word : all) {
      if (word.contains("=")) {
        options.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      }
    }
  }

  String word() {
    if (next == words.size()) {
      throw new IllegalArgumentException("a word is missing at the end of: " + text);
    }
    return words.get(next++);
  }

  /** Passes over a word that is there for the reader. */
  ScriptLine skip(String word) {
    String found = word();
    if (!found.equals(word)) {
      throw new IllegalArgumentException(
          "'%s' instead of '%s' in: %s".formatted(found, word, text));
    }
    return this;
  }

  Instant time() {
    return Instant.parse(DAY + word() + "Z");
  }

  ElectionName election() {
    return new ElectionName(word());
  }

  /** A name; {@code .} is the root directory, {@code x*250} is x 250 times. */
  BallotPath path() {
    String word = word();
    int star = word.indexOf('*');
    return star < 0
        ? new BallotPath(word.equals(".") ? "" : word)
        : new BallotPath(
            word.substring(0, star).repeat(Integer.parseInt(word.substring(star + 1))));
  }

  VoterId voter() {
    return VoterId.of(word());
  }

  /** A registration's number, as {@code #7}. */
  long attempt() {
    return Long.parseLong(word().substring(1));
  }

  /** A claim's name, as {@code s1-7}. */
  ClaimId claimId() {
    String word = word();
    int hyphen = word.lastIndexOf('-');
    return new ClaimId(
        new ServerId(word.substring(0, hyphen)),
        Long.parseUnsignedLong(word.substring(hyphen + 1), 16));
  }

  /** The rest of the line. */
  List<VoterId> voters() {
    List<VoterId> voters = words.subList(next, words.size()).stream().map(VoterId::of).toList();
    next = words.size();
    return voters;
  }

  String option(String key, String otherwise) {
    return options.getOrDefault(key, otherwise);
  }

  int number(String key, int otherwise) {
    return Integer.parseInt(option(key, Integer.toString(otherwise)));
  }

  ElectionOptions electionOptions() {
    return new ElectionOptions(
        number("block", 4096), millis("window", 200), millis("skew", 10_000), false);
  }

  private Duration millis(String key, int otherwise) {
    return Duration.ofMillis(number(key, otherwise));
  }

  /** A ballot that says whose claim it is in, filled up to the size asked for. */
  byte[] block(ClaimId id) {
    byte[] said = ("the ballot of " + id).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(said, number("size", said.length));
  }
}
