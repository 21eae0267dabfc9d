package org.ostraka.sync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.hub.Hub;

/** When sessions end by themselves, on a clock of our own. */
final class SessionsTest {
  private static final UserName ALICE = new UserName("alice");
  private static final String PASSWORD = "correct horse";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final InstantSource clock = () -> now;
  private Hub hub;

  @BeforeEach
  void open() throws Exception {
    hub = Hub.open(folder, clock);
    hub.accounts().users().add(Actor.LOCAL, ALICE, PASSWORD, false);
  }

  @AfterEach
  void close() throws Exception {
    hub.close();
  }

  private String signIn(Stay stay) throws Exception {
    return hub.accounts().sessions().signIn(ALICE, PASSWORD, "here", stay).token();
  }

  private Session use(String token) throws Exception {
    return hub.accounts().sessions().require(token);
  }

  private void assertEnded(String token) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> use(token))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("not-signed-in"));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void aBrowserThatAsksForNothingIsSignedOut() throws Exception {
    String token = signIn(new Stay.Browser());
    Session session = use(token);
    pass(Stay.IDLE);
    assertThatExceptionOfType(Fault.class).isThrownBy(session::requireAlive);
    assertEnded(token);
    assertEnded(token);
  }

  @Test
  void aBrowserThatAsksStaysUntilItsHoursAreOver() throws Exception {
    String token = signIn(new Stay.Browser());
    Instant end = now.plus(Stay.LENGTH);
    while (now.plus(Stay.IDLE).isBefore(end)) {
      assertThat(use(token).principal().user()).isEqualTo(ALICE);
      pass(Stay.IDLE.minus(MINUTE));
    }
    now = end;
    assertEnded(token);
  }

  @Test
  void aProgramMayBeSilentForItsHours() throws Exception {
    String token = signIn(new Stay.Person());
    pass(Stay.LENGTH.minus(MINUTE));
    assertThat(use(token).principal().user()).isEqualTo(ALICE);
    pass(MINUTE);
    assertEnded(token);
  }

  @Test
  void aDeskStays() throws Exception {
    String token = signIn(new Stay.OfDesk(new DeskName("laptop"), true));
    pass(Duration.ofDays(400));
    assertThat(use(token).principal().desk()).contains(new DeskName("laptop"));
  }

  @Test
  void aRestartOfTheHubKeepsABrowserSignedIn() throws Exception {
    String token = signIn(new Stay.Browser());
    hub.close();
    hub = Hub.open(folder, clock);
    assertThat(use(token).principal().user()).isEqualTo(ALICE);
    pass(Stay.IDLE);
    assertEnded(token);
  }
}
