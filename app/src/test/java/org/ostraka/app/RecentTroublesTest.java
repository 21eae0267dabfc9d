package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ostraka.app.RecentTroubles.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept of a process's warnings and errors, and what is not. */
final class RecentTroublesTest {

  @Test
  void whatIsLoggedAsAWarningOrWorseIsKeptOnceInARow() {
    Logger log = LoggerFactory.getLogger("org.ostraka.example.Furnace");
    log.error("the fire is out");
    log.error("the fire is out");
    log.info("nobody wants to know");
    Trouble newest = RecentTroubles.OF_PROCESS.list().getFirst();
    assertThat(newest.message()).isEqualTo("the fire is out");
    assertThat(newest.source()).isEqualTo("Furnace");
    assertThat(newest.times()).isEqualTo(2);
    assertThat(newest.error()).isTrue();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    RecentTroubles troubles = new RecentTroubles();
    IntStream.rangeClosed(1, RecentTroubles.MOST + 1)
        .forEach(at -> troubles.note(new Trouble(at, false, "Furnace", "number " + at, 1)));
    assertThat(troubles.list()).hasSize(RecentTroubles.MOST);
    assertThat(troubles.list().getFirst().message()).isEqualTo("number 51");
    assertThat(troubles.list().getLast().message()).isEqualTo("number 2");
  }
}
