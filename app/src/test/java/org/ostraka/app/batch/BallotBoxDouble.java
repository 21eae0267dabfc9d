package org.ostraka.app.batch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;

/** A ballot box in memory, as all servers see it at once: enough to show what a caster does. */
final class BallotBoxDouble {
  private final Set<VoterId> roll = new HashSet<>();
  private final Map<VoterId, BallotPath> used = new HashMap<>();
  private final Map<BallotPath, Block> files = new HashMap<>();

  void register(String voter) {
    roll.add(VoterId.of(voter));
  }

  ServerDouble server() {
    return new ServerDouble(this);
  }

  synchronized Set<VoterId> voters() {
    return Set.copyOf(used.keySet());
  }

  /** Puts the ballot in, or says why not. */
  synchronized @Nullable Refusal putOrNull(Ballot ballot) {
    if (!roll.contains(ballot.voter())) {
      return Refusal.VOTER_UNREGISTERED;
    }
    if (used.putIfAbsent(ballot.voter(), ballot.name()) != null) {
      return Refusal.VOTER_ALREADY_USED;
    }
    files.put(ballot.name(), ballot.block());
    return null;
  }

  synchronized @Nullable Block blockOrNull(BallotPath name) {
    return files.get(name);
  }
}
