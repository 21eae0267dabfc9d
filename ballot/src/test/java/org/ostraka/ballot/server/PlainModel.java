package org.ostraka.ballot.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.Entry;

/**
 * Who wins, told again from the log as plainly as the words of docs/format/ballot.md put it,
 * without any code of the ballot box. It knows one election.
 */
final class PlainModel {
  private static final Comparator<Waiting> OLDEST_FIRST =
      Comparator.comparing(Waiting::dated)
          .thenComparing(waiting -> waiting.claim().id().server().value())
          .thenComparing(waiting -> waiting.claim().id().nonce(), Long::compareUnsigned);

  private final Map<VoterId, Integer> roll = new LinkedHashMap<>();
  private final Set<String> directories = new HashSet<>(Set.of(""));
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<VoterId, ClaimId> winners = new TreeMap<>();
  private Instant time = Instant.EPOCH;
  private boolean complete;
  private boolean takesClaims;
  private ElectionOptions options = ElectionOptions.DEFAULT;

  private record Waiting(Claim claim, Instant dated, Instant until) {}

  /** The winning claim of every voter who has one. */
  Map<VoterId, ClaimId> winners() {
    return winners;
  }

  int waiting() {
    return waiting.size();
  }

  void apply(Instant stamp, Entry entry) {
    time = stamp.isAfter(time) ? stamp : time;
    decide();
    switch (entry) {
      case Entry.RegistrationStarted it -> options = complete ? options : it.options();
      case Entry.VotersRegistered it -> register(it);
      case Entry.RegistrationCompleted it -> complete = complete || it.voters() == roll.size();
      case Entry.RegistrationAbandoned _ -> throw new AssertionError("nobody abandons here");
      case Entry.ElectionOpened _ -> takesClaims = complete;
      case Entry.ElectionClosing _, Entry.Tick() -> {}
      case Entry.ElectionClosed _ -> close();
      case Entry.DirectoryMade it -> directories.add(it.path().value());
      case Entry.Claims it -> it.claims().forEach(this::claim);
    }
    decide();
  }

  private void register(Entry.VotersRegistered part) {
    if (!complete && part.first() == roll.size() + 1) {
      part.voters().forEach(voter -> roll.put(voter, roll.size() + 1));
    }
  }

  private void close() {
    decideAll(List.copyOf(waiting));
    takesClaims = false;
  }

  private void claim(Claim claim) {
    boolean known = waiting.stream().anyMatch(it -> it.claim().id().equals(claim.id()));
    if (known || winners.containsKey(claim.voter()) || !isAcceptable(claim)) {
      return;
    }
    boolean near =
        Duration.between(claim.created(), time).abs().compareTo(options.allowedSkew()) <= 0;
    Instant until =
        waiting.stream()
            .filter(it -> it.claim().voter().equals(claim.voter()))
            .map(Waiting::until)
            .findFirst()
            .orElse(time.plus(options.settlingWindow()));
    waiting.add(new Waiting(claim, near ? claim.created() : time, until));
  }

  private boolean isAcceptable(Claim claim) {
    Integer inode = roll.get(claim.voter());
    return takesClaims
        && inode != null
        && inode == claim.inode().value()
        && directories.contains(claim.name().parent().value())
        && claim.block().size() <= options.blockSize();
  }

  private void decide() {
    decideAll(waiting.stream().filter(it -> !it.until().isAfter(time)).toList());
  }

  private void decideAll(List<Waiting> due) {
    due.stream()
        .sorted(OLDEST_FIRST)
        .forEach(it -> winners.putIfAbsent(it.claim().voter(), it.claim().id()));
    waiting.removeAll(due);
  }
}
