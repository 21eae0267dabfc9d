package org.ostraka.sync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;

/** What an administrator decides for everybody, and that it is in force at once. */
final class SettingsTest {
  private static final UserName ALICE = new UserName("alice");
  private static final RepositoryName DOCS = new RepositoryName("docs");
  private static final String PASSWORD = "correct horse";

  private final InstantSource clock = () -> this.now;
  private Instant now = Instant.parse("2030-03-01T09:00:00Z");
  private Path file;
  private Accounts accounts;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    file = folder.resolve("hub.sqlite");
    accounts = Accounts.open(file, clock);
    accounts.users().add(Actor.LOCAL, ALICE, PASSWORD, false);
    Repositories.Repository _ = accounts.repositories().add(Actor.LOCAL, DOCS, Optional.empty(), 0);
  }

  @AfterEach
  void close() throws Exception {
    accounts.close();
  }

  private void decide(Settings settings) throws Exception {
    accounts.settings().change(Actor.LOCAL, settings);
  }

  private String signIn() throws Exception {
    return accounts.sessions().signIn(ALICE, PASSWORD, "here", new Stay.Browser()).token();
  }

  private static void assertRefused(String code, Work work) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(work::run)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
  }

  /** What is refused. */
  private interface Work {
    void run() throws Exception;
  }

  @Test
  void aHubBeginsWithTheStandardAndKeepsWhatIsDecided() throws Exception {
    assertThat(accounts.settings().current()).isEqualTo(Settings.STANDARD);
    Settings decided = new Settings(60, 10, false, 7, 1_000, 9);
    decide(decided);
    accounts.close();
    accounts = Accounts.open(file, clock);
    assertThat(accounts.settings().current()).isEqualTo(decided);
    AuditLog.Line line = accounts.audit().before(Long.MAX_VALUE, 1).getFirst();
    assertThat(line.act()).isEqualTo("settings-changed");
    assertThat(line.detail()).contains("sessionMinutes 720 > 60", "links 1 > 0");
  }

  @Test
  void whatNobodyCanMeanIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings(4, 1, true, 0, 0, 5))
        .withMessageContaining("sessionMinutes");
    assertThatIllegalArgumentException().isThrownBy(() -> new Settings(60, 0, true, 0, 0, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Settings(60, 1, true, -1, 0, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Settings(60, 1, true, 0, -1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Settings(60, 1, true, 0, 0, 2));
  }

  @Test
  void sessionsLastNoLongerThanDecidedAlsoThoseThatExist() throws Exception {
    String inUse = signIn();
    Session open = accounts.sessions().require(inUse);
    String unused = signIn();
    decide(new Settings(60, 10, true, 0, 0, 5));
    String after = signIn();
    now = now.plus(Duration.ofMinutes(9));
    for (String token : List.of(inUse, unused, after)) {
      Session _ = accounts.sessions().require(token);
    }
    now = now.plus(Duration.ofMinutes(10));
    assertThatExceptionOfType(Fault.class).isThrownBy(open::requireAlive);
    for (String token : List.of(inUse, unused, after)) {
      assertRefused("not-signed-in", () -> accounts.sessions().require(token));
    }
  }

  @Test
  void aSessionThatWasMadeEarlierEndsWhenOneOfThatLengthWould() throws Exception {
    String token = accounts.sessions().signIn(ALICE, PASSWORD, "here", new Stay.Person()).token();
    now = now.plus(Duration.ofMinutes(50));
    decide(new Settings(60, 10, true, 0, 0, 5));
    now = now.plus(Duration.ofMinutes(9));
    assertThat(accounts.sessions().require(token).hasEnded()).isFalse();
    decide(new Settings(600, 30, true, 0, 0, 5));
    now = now.plus(Duration.ofMinutes(1));
    assertRefused("not-signed-in", () -> accounts.sessions().require(token));
  }

  @Test
  void aDeskStaysWhateverIsDecided() throws Exception {
    Stay desk = new Stay.OfDesk(new DeskName("laptop"), true);
    String token = accounts.sessions().signIn(ALICE, PASSWORD, "here", desk).token();
    Session open = accounts.sessions().require(token);
    decide(new Settings(5, 1, true, 1, 0, 5));
    now = now.plus(Duration.ofDays(90));
    open.requireAlive();
  }

  @Test
  void linksThatExistLastNoLongerThanDecided() throws Exception {
    ShareLinks.Made endless = link(OptionalLong.empty());
    ShareLinks.Made brief = link(OptionalLong.of(now.plus(Duration.ofDays(1)).toEpochMilli()));
    long week = now.plus(Duration.ofDays(7)).toEpochMilli();
    now = now.plus(Duration.ofHours(1));
    decide(new Settings(60, 10, true, 7, 0, 5));
    assertThat(accounts.links().open(endless.token(), "", "there").expires()).hasValue(week);
    assertThat(accounts.links().open(brief.token(), "", "there").expires().orElseThrow())
        .isLessThan(week);
  }

  @Test
  void aNameWaitsAfterAsManyWrongPasswordsAsDecided() throws Exception {
    decide(new Settings(60, 10, true, 0, 0, 3));
    for (int wrong = 0; wrong < 3; wrong++) {
      assertRefused("wrong-password", () -> guess());
    }
    assertRefused("too-many-attempts", () -> guess());
  }

  private void guess() throws Exception {
    Sessions.SignedIn _ = accounts.sessions().signIn(ALICE, "a guess", "there", new Stay.Person());
  }

  @Test
  void whoIsAddedNowHasTheQuotaThatWasDecided() throws Exception {
    decide(new Settings(60, 10, true, 0, 5_000, 5));
    accounts.users().add(Actor.LOCAL, new UserName("bob"), PASSWORD, false);
    assertThat(accounts.users().list())
        .extracting(Users.User::quotaBytes)
        .containsExactly(0L, 5_000L);
  }

  private ShareLinks.Made link(OptionalLong expires) throws Exception {
    Principal alice = accounts.sessions().require(signIn()).principal();
    ShareLinks.Terms terms = new ShareLinks.Terms(Optional.empty(), expires, OptionalLong.empty());
    return accounts.links().make(alice, Actor.LOCAL, DOCS, NodeId.ROOT, terms);
  }

  @Test
  void linksLastNoLongerThanDecided() throws Exception {
    decide(new Settings(60, 10, true, 7, 0, 5));
    long week = now.plus(Duration.ofDays(7)).toEpochMilli();
    assertRefused("link-too-long", () -> link(OptionalLong.of(week + 1)));
    ShareLinks.Made made = link(OptionalLong.empty());
    assertThat(accounts.links().open(made.token(), "", "there").expires()).hasValue(week);
  }

  @Test
  void linksThatAreSwitchedOffLeadNowhereUntilTheyAreOnAgain() throws Exception {
    ShareLinks.Made made = link(OptionalLong.empty());
    decide(new Settings(60, 10, false, 0, 0, 5));
    assertRefused("links-off", () -> accounts.links().open(made.token(), "", "there"));
    assertRefused("links-off", () -> link(OptionalLong.empty()));
    decide(Settings.STANDARD);
    assertThat(accounts.links().open(made.token(), "", "there").id()).isEqualTo(made.id());
  }
}
