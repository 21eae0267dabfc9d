package org.ostraka.base.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** An identity in its files, whole and broken. */
final class IdentityTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Authority ATHENS = Authority.create("Athens", NOW);

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void save() throws Fault {
    home = folder.resolve("s1/identity");
    ATHENS.issue(Subject.of("s1", Role.NODE), NOW, YEAR).save(home);
  }

  @Test
  void nameAndRoleSurviveSavingAndLoading() throws Fault {
    for (Role role : Role.values()) {
      Identity made = ATHENS.issue(Subject.of("someone", role), NOW, YEAR);
      made.save(folder.resolve(role.word()));
      Identity loaded = Identity.load(folder.resolve(role.word()), NOW);
      assertThat(loaded.name()).isEqualTo("someone");
      assertThat(loaded.role()).isEqualTo(role);
      assertThat(loaded.fingerprint()).isEqualTo(made.fingerprint());
      assertThat(loaded.validUntil()).isEqualTo(NOW.plus(YEAR));
    }
  }

  @Test
  void theFilesAreTheirOwnersAlone() throws IOException {
    assertThat(mode(home)).isEqualTo("rwx------");
    assertThat(mode(home.resolve("key.pem"))).isEqualTo("rw-------");
  }

  @Test
  void anIdentityIsNeverOverwritten() throws IOException, Fault {
    byte[] before = Files.readAllBytes(home.resolve("key.pem"));
    Identity second = ATHENS.issue(Subject.of("s1", Role.NODE), NOW, YEAR);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> second.save(home))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.ALREADY_EXISTS));
    assertThat(home.resolve("key.pem")).hasBinaryContent(before);
  }

  @Test
  void savingTheSameAgainIsDone() throws Fault {
    Identity.load(home, NOW).save(home);
    assertThat(Identity.load(home, NOW).name()).isEqualTo("s1");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    for (String name : List.of("key.pem", "certificate.pem", "authority.pem")) {
      byte[] content = Files.readAllBytes(home.resolve(name));
      Files.delete(home.resolve(name));
      assertRefused("not-found", home.resolve(name));
      Files.write(home.resolve(name), content);
      Files.setPosixFilePermissions(
          home.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aBrokenFileIsNamed() throws IOException {
    for (String name : List.of("key.pem", "certificate.pem", "authority.pem")) {
      Path file = home.resolve(name);
      String whole = Files.readString(file, US_ASCII);
      String begin = whole.substring(0, whole.indexOf('\n') + 1);
      for (String broken :
          List.of(
              "",
              "not a PEM file",
              begin,
              begin + "AAAA" + whole.substring(whole.indexOf("\n-----END")),
              begin + "A" + whole.substring(whole.indexOf("\n-----END")),
              whole.replaceFirst("\n.", "\n*"),
              whole.replace("-----END", "-----Z"),
              whole + whole)) {
        Files.writeString(file, broken, US_ASCII);
        assertRefused("broken-pem", file);
      }
      Files.writeString(file, whole, US_ASCII);
    }
  }

  @Test
  void aFileOfHostileSizeIsNotRead() throws IOException {
    Files.write(home.resolve("certificate.pem"), new byte[Pem.MAX_BYTES + 1]);
    assertRefused("too-large", home.resolve("certificate.pem"));
  }

  @Test
  void textBeforeTheBlockIsAllowed() throws IOException, Fault {
    Path file = home.resolve("certificate.pem");
    Files.writeString(file, "Certificate of s1\n" + Files.readString(file));
    assertThat(Identity.load(home, NOW).name()).isEqualTo("s1");
  }

  @Test
  void anotherOnesKeyIsRefused() throws Exception {
    takeFromOther("key.pem", ATHENS);
    assertRefused("wrong-key", home.resolve("key.pem"));
  }

  @Test
  void aCertificateOfAForeignAuthorityOfTheSameNameIsRefused() throws Exception {
    takeFromOther("certificate.pem", Authority.create("Athens", NOW));
    assertRefused("foreign-certificate", home.resolve("certificate.pem"));
  }

  @Test
  void aCertificateIsNotAnAuthority() throws Exception {
    Files.copy(
        home.resolve("certificate.pem"),
        home.resolve("authority.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused("not-an-authority", home.resolve("authority.pem"));
  }

  @Test
  void anAlteredRoleIsRefused() throws Exception {
    Path changed = folder.resolve("changed");
    ATHENS.issue(Subject.of("cleon", Role.CLIENT), NOW, YEAR).save(changed);
    Path file = changed.resolve("certificate.pem");
    byte[] der = Pem.CERTIFICATE.decode(Files.readAllBytes(file), file);
    String altered = new String(der, ISO_8859_1).replace("role:client", "role:voting");
    Files.write(file, Pem.CERTIFICATE.encode(altered.getBytes(ISO_8859_1)));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> Identity.load(changed, NOW))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("foreign-certificate"));
  }

  @Test
  void aCertificateIsLoadedOnlyWhileItIsValid() throws Fault {
    Instant lastMoment = NOW.plus(YEAR);
    assertThat(Identity.load(home, lastMoment).name()).isEqualTo("s1");
    assertRefusedAt(lastMoment.plusSeconds(1), "certificate-expired", "certificate.pem");
    assertRefusedAt(NOW.minus(Duration.ofDays(1)), "certificate-not-yet-valid", "authority.pem");
    assertRefusedAt(NOW.plus(YEAR.multipliedBy(11)), "certificate-expired", "authority.pem");
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      Files.setPosixFilePermissions(home.resolve("key.pem"), PosixFilePermissions.fromString(mode));
      assertRefused("key-exposed", home.resolve("key.pem"));
    }
  }

  @Test
  void noMessageAndNoTextShowsTheKey() throws Exception {
    String key = Files.readString(home.resolve("key.pem"), US_ASCII);
    List<String> secrets = key.lines().filter(line -> !line.startsWith("-----")).toList();
    Identity identity = Identity.load(home, NOW);
    assertThat(identity.toString()).doesNotContain(secrets);
    Files.writeString(home.resolve("key.pem"), key.replaceFirst("\n....", "\nAAAA"));
    Fault fault = refusal(NOW);
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(secrets).doesNotContain(secrets.getLast());
  }

  private void takeFromOther(String file, Authority authority) throws Exception {
    Path other = folder.resolve("other");
    authority.issue(Subject.of("s1", Role.NODE), NOW, YEAR).save(other);
    Files.copy(other.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private void assertRefused(String code, Path file) {
    assertThat(refusal(NOW).code()).isEqualTo(code);
    assertThat(refusal(NOW)).hasMessageContaining(file.toString());
  }

  private void assertRefusedAt(Instant moment, String code, String file) {
    assertThat(refusal(moment).code()).isEqualTo(code);
    assertThat(refusal(moment)).hasMessageContaining(home.resolve(file).toString());
  }

  private Fault refusal(Instant moment) {
    try {
      throw new AssertionError("accepted " + Identity.load(home, moment));
    } catch (Fault e) {
      return e;
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
