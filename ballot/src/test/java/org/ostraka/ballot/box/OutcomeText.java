package org.ostraka.ballot.box;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.Tally;
import org.ostraka.base.Digest;

/** What a ballot box answers, in the words of golden scripts. */
final class OutcomeText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<ClaimId, Claim> claims;

  /** A file is named by the claim whose block it holds, among those given. */
  OutcomeText(Map<ClaimId, Claim> claims) {
    this.claims = claims;
  }

  /** Everything that one entry meant, in order, behind its index. */
  List<String> lines(LogIndex index, Applied applied) {
    List<String> lines = new ArrayList<>();
    if (applied.refusal() != null) {
      lines.add("refused: " + applied.refusal().code());
    }
    applied.changes().forEach(change -> lines.add(words(change)));
    applied
        .settlements()
        .forEach(settled -> lines.add(settled.claim() + " is " + words(settled.standing())));
    if (lines.isEmpty()) {
      lines.add("no effect");
    }
    return lines.stream().map(line -> index + ": " + line).toList();
  }

  private String words(Change change) {
    return switch (change) {
      case Change.ElectionPut(Election it) -> election(it);
      case Change.ElectionDropped(ElectionName it) -> "election " + it + " forgotten";
      case Change.DirectoryPut it -> "directory " + it.path();
      case Change.InodePut it -> "inode " + it.inode() + " of " + it.voter() + word(it.state());
      case Change.FilePut it ->
          "file "
              + it.name()
              + " with the block of "
              + owner(it.digest())
              + ", hour "
              + time(it.hour());
      case Change.WaitingPut(WaitingClaim it) ->
          it.claim().id() + " waits until " + time(it.settleAt()) + ", dated " + time(it.dated());
      case Change.WaitingRemoved it -> it.claim() + " waits no more";
    };
  }

  private static String election(Election it) {
    return "election %s %s, voters %d".formatted(it.name(), word(it.phase()), it.voters());
  }

  private static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private static String word(InodeState state) {
    return switch (state) {
      case InodeState.Pending() -> " pending";
      case InodeState.Valid valid -> " valid by " + valid.winner() + " at " + valid.index();
    };
  }

  private String owner(Digest block) {
    return claims.values().stream()
        .filter(claim -> claim.digest().equals(block))
        .map(claim -> claim.id().toString())
        .sorted()
        .findFirst()
        .orElse("nobody");
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  String words(Standing standing) {
    return switch (standing) {
      case Standing.Unknown() -> "unknown";
      case Standing.Waiting() -> "waiting";
      case Standing.Valid(LogIndex at) -> "valid at " + at;
      case Standing.Invalid invalid -> "invalid: " + invalid.reason().code();
    };
  }

  /** What a box shows of an election. */
  List<String> shown(BallotBox box, ElectionName name) {
    if (box.election(name).isEmpty()) {
      return List.of("election " + name + " unknown");
    }
    List<String> lines = new ArrayList<>();
    lines.add(election(box.election(name).orElseThrow()));
    Tally tally = box.tally(name).orElseThrow();
    lines.add("valid %d, waiting %d".formatted(tally.valid(), tally.waiting()));
    box.directories(name).stream().sorted().forEach(path -> lines.add("directory " + path));
    lines.add("log time " + time(box.logTime()));
    box.nextSettling().ifPresent(due -> lines.add("next settling " + time(due)));
    return lines;
  }
}
