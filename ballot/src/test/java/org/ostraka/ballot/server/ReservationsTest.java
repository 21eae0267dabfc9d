package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.FileDisk;

/** What holds a voter back who has created a file and not closed it, and for how long. */
class ReservationsTest {
  private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");

  private @TempDir Path directory;

  private static Reservations.Held held(String name, Instant created) {
    return new Reservations.Held(
        new ElectionName("archon"),
        new InodeNumber(1),
        VoterId.of("alice"),
        new BallotPath(name),
        created,
        4096);
  }

  private static @Nullable Refusal create(Reservations open, String name, Instant when) {
    Reservations.Held held = held(name, when);
    Refusal refusal = open.refusalOrNull(held);
    if (refusal == null) {
      assertThat(open.open(held)).isPresent();
    }
    return refusal;
  }

  @Test
  void aFileLeftOpenHoldsItsVoterBackForTheOpenTimeOnly() throws IOException {
    try (PendingFiles pending = PendingFiles.open(new FileDisk(), directory)) {
      Reservations open = new Reservations(pending, ServerLimits.DEFAULT);
      assertThat(create(open, "first", MORNING)).isNull();
      Instant end = MORNING.plus(ServerLimits.DEFAULT.openTime());
      assertThat(create(open, "second", end.minusMillis(1))).isEqualTo(Refusal.VOTER_ALREADY_USED);
      assertThat(create(open, "second", end)).isNull();
    }
  }
}
