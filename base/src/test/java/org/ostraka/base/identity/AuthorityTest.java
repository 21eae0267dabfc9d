package org.ostraka.base.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

final class AuthorityTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path folder;

  @Test
  void aLoadedAuthorityGoesOnIssuing() throws Fault {
    Authority made = Authority.create("Délos & Cie", NOW);
    made.save(folder.resolve("authority"));
    Authority loaded = Authority.load(folder.resolve("authority"), NOW);
    assertThat(loaded.fingerprint()).isEqualTo(made.fingerprint());
    Identity issued = loaded.issue(Subject.of("s1", Role.NODE), NOW, YEAR);
    issued.save(folder.resolve("s1"));
    assertThat(Identity.load(folder.resolve("s1"), NOW).authority()).isEqualTo(made.certificate());
  }

  @Test
  void itsKeyIsItsOwnersAlone() throws IOException, Fault {
    Path home = folder.resolve("authority");
    Authority.create("Athens", NOW).save(home);
    assertThat(mode(home)).isEqualTo("rwx------");
    assertThat(mode(home.resolve("authority-key.pem"))).isEqualTo("rw-------");
  }

  @Test
  void itIsNeverOverwritten() throws Fault {
    Authority first = Authority.create("Athens", NOW);
    first.save(folder);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> Authority.create("Athens", NOW).save(folder))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.ALREADY_EXISTS));
    assertThat(Authority.load(folder, NOW).fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void nothingOutlivesIt() {
    Authority athens = Authority.create("Athens", NOW);
    Identity issued = athens.issue(Subject.of("s1", Role.NODE), NOW, YEAR.multipliedBy(50));
    assertThat(issued.validUntil()).isEqualTo(NOW.plus(Authority.VALIDITY));
  }

  @Test
  void itSignsForTenYearsAndIssuesToHoldersOnly() throws Exception {
    Authority athens = Authority.create("Athens", NOW);
    assertThat(athens.certificate().getBasicConstraints()).isZero();
    assertThat(athens.certificate().getNotAfter()).isEqualTo(NOW.plus(Authority.VALIDITY));
    Identity node = athens.issue(new Subject("s1", Role.NODE, List.of("10.0.0.7")), NOW, YEAR);
    assertThat(node.certificate().getBasicConstraints()).isEqualTo(-1);
    assertThat(node.certificate().getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly(
            "urn:ostraka:role:node", "10.0.0.7", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void fingerprintsAreWrittenAsOpensslDoes() {
    assertThat(Authority.create("Athens", NOW).fingerprint())
        .matches("[0-9A-F]{2}(:[0-9A-F]{2}){31}");
  }

  @Test
  void namesFollowTheirRules() {
    for (String organisation : List.of("", " ", "-x", "a\nb", "x".repeat(51), "a,CN=b", "a=b")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Authority.create(organisation, NOW));
    }
    for (String name : List.of("", "-s1", "s 1", "s1\n", "x".repeat(65), "a,CN=b", "a/b", "é")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Subject.of(name, Role.NODE));
    }
  }

  @Test
  void hostsFollowTheirRules() {
    for (String host : List.of("a.example", "A-1.b", "192.168.0.1", "fe80::1", "::1")) {
      assertThat(new Subject("s1", Role.NODE, List.of(host)).hosts()).containsExactly(host);
    }
    for (String host :
        List.of("", ".", "a..b", "-a", "a-", "*.example", "a b", "a:80", "[::1]", "x".repeat(64))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Subject("s1", Role.NODE, List.of(host)))
          .withMessageContaining("host '" + host + "'");
    }
  }

  @Test
  void onlyANodeHasHosts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Subject("pericles", Role.OPERATOR, List.of("localhost")));
  }

  @Test
  void aPeerOfTheWrongRoleIsToldWhichOneIsNeeded() throws Fault {
    Peer voting = new Peer("booth-1", Role.VOTING);
    voting.require(Role.OPERATOR, Role.VOTING);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> voting.require(Role.OPERATOR, Role.NODE))
        .withMessageContaining("booth-1 has the role voting and this needs operator or node")
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.ACCESS_DENIED));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
