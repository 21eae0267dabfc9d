package org.ostraka.ballot.server;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.box.MemoryBoxStore;

/** What the members of a {@link SimLog}, and those who append to it, send each other. */
sealed interface LogMessage {

  /** Asks a member to append an entry. */
  record Propose(long request, ByteBuffer entry) implements LogMessage {}

  /** The entry stands at this index and is applied. */
  record Appended(long request, int index, Optional<Refusal> refusal) implements LogMessage {}

  /** The member asked does not lead; perhaps the one named does. */
  record NotLeading(long request, @Nullable String leader) implements LogMessage {}

  /** A leader's slots from an index on, and how far they are committed. */
  record Replicate(long term, int from, long termBefore, List<LogSlot> slots, int commit)
      implements LogMessage {}

  /** A leader's tables up to an index, for a member whose log is too far behind. */
  record Snapshot(long term, List<LogSlot> slots, MemoryBoxStore tables) implements LogMessage {}

  /** The member holds the leader's log up to this index, durably. */
  record Accepted(long term, int upTo) implements LogMessage {}

  /** The member cannot take these slots: it is of a later term, or its log ends before. */
  record Rejected(long term, int length) implements LogMessage {}

  /** A member wants to lead. */
  record Campaign(long term, long lastTerm, int length) implements LogMessage {}

  /** A member will follow the one that campaigns. */
  record Vote(long term) implements LogMessage {}
}
