package org.ostraka.sync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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

  private Sessions.SignedIn signIn(Optional<String> code, Stay stay) throws Exception {
    return hub.accounts()
        .sessions()
        .signIn(ALICE, new Sessions.Proof(PASSWORD, code), "here", stay);
  }

  private void assertRefused(String refusal, Optional<String> code) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> signIn(code, new Stay.Browser()))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(refusal));
  }

  private Optional<String> codeOf(String secret) {
    return Optional.of(new Totp(secret).code(now.getEpochSecond() / 30));
  }

  @Test
  void whoHasASecondFactorNeedsAFreshCodeEachTime() throws Exception {
    SecondFactors factors = hub.accounts().secondFactors();
    String secret = factors.offer(ALICE);
    assertThat(signIn(Optional.empty(), new Stay.Person()).principal().user())
        .as("offered is not switched on")
        .isEqualTo(ALICE);
    factors.confirm(Actor.LOCAL, ALICE, codeOf(secret).orElseThrow());
    assertThat(factors.isOn(ALICE)).isTrue();
    assertRefused("code-needed", Optional.empty());
    assertRefused("wrong-code", codeOf(secret)); // it was used to switch it on
    pass(MINUTE);
    Optional<String> code = codeOf(secret);
    assertThat(signIn(code, new Stay.Browser()).principal().user()).isEqualTo(ALICE);
    assertRefused("wrong-code", code);
    pass(MINUTE);
    assertThat(signIn(codeOf(secret), new Stay.OfDesk(new DeskName("laptop"), true)).token())
        .isNotEmpty();
    factors.reset(Actor.LOCAL, ALICE);
    assertThat(signIn(Optional.empty(), new Stay.Person()).token()).isNotEmpty();
  }

  @Test
  void aSignInThatFailsForAnotherReasonUsesNoCodeUp() throws Exception {
    SecondFactors factors = hub.accounts().secondFactors();
    String secret = factors.offer(ALICE);
    factors.confirm(Actor.LOCAL, ALICE, codeOf(secret).orElseThrow());
    pass(MINUTE);
    Stay taken = new Stay.OfDesk(new DeskName("console"), true);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> signIn(codeOf(secret), taken))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("desk-exists"));
    assertThat(signIn(codeOf(secret), new Stay.Browser()).token()).isNotEmpty();
  }
}
