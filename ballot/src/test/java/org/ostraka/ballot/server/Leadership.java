package org.ostraka.ballot.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a {@link SimLog} knows while it campaigns or leads: who voted for it, how much
 * of its log the others hold, and who waits for an answer. Forgotten with each term and each
 * restart.
 */
final class Leadership {
  private final Set<String> votes = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();
  private final Map<String, Integer> matched = new HashMap<>();
  private final Map<Integer, Asker> askers = new HashMap<>();

  /** A node that waits until an entry is applied. */
  record Asker(String node, long request) {}

  /** Counts a vote and returns how many there are. */
  int voted(String name) {
    votes.add(name);
    return votes.size();
  }

  /** The first slot to send to the member, unless it was never heard of. */
  int next(String member, int otherwise) {
    return next.getOrDefault(member, otherwise);
  }

  /** The member holds the log up to this index. */
  void accepted(String member, int upTo) {
    matched.merge(member, upTo, Math::max);
    next.merge(member, upTo + 1, Math::max);
  }

  /** The member's log ends here, or differs behind; returns whether that is new. */
  boolean rejected(String member, int length) {
    matched.merge(member, length - 1, Math::min); // lower only after a lost disk
    Integer before = next.put(member, length);
    return before == null || before != length;
  }

  /** How many members hold the index, the leader included. */
  long holders(int index) {
    return 1 + matched.values().stream().filter(upTo -> upTo >= index).count();
  }

  void asks(int index, @Nullable Asker asker) {
    if (asker != null) {
      askers.put(index, asker);
    }
  }

  /** Who waits for the entry, once. */
  Optional<Asker> answer(int index) {
    return Optional.ofNullable(askers.remove(index));
  }
}
