package org.ostraka.app.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Role;

final class FoundingTest {
  private @TempDir Path folder;

  private Organisation found(Path directory, int servers, int basePort) throws Fault {
    return new Founding(
            directory, "Ville d'Évry", Collections.nCopies(servers, "127.0.0.1"), basePort)
        .found(InstantSource.system().instant());
  }

  @Test
  void whatIsReadIsWhatWasMade() throws Fault {
    Path directory = folder.resolve("org");
    Organisation made = found(directory, 3, 0);
    OrganisationDirectory found = new OrganisationDirectory(directory);
    assertThat(found.read()).isEqualTo(made);
    assertThat(found.settings(new ServerId("s2"))).isEqualTo(ServerSettings.STANDARD);
    assertThat(found.operatorIdentity().role()).isEqualTo(Role.OPERATOR);
    assertThat(found.votingIdentity().role()).isEqualTo(Role.VOTING);
    assertThat(found.nodeIdentity(new ServerId("s3")).name()).isEqualTo("s3");
  }

  @Test
  void theFolderIsItsOwnersOnly() throws Fault, IOException {
    Path directory = folder.resolve("org");
    found(directory, 1, 0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void aFolderThatHoldsSomethingIsRefusedAndKept() throws IOException {
    Path note = Files.writeString(folder.resolve("note.txt"), "mine");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> found(folder, 3, 0))
        .withMessageContaining("is not empty")
        .matches(fault -> fault.kind() == FaultKind.ALREADY_EXISTS);
    assertThat(note).hasContent("mine");
  }

  @Test
  void anEmptyFolderIsTaken() throws Fault, IOException {
    Path directory = Files.createDirectory(folder.resolve("empty"));
    assertThat(found(directory, 2, 0).servers()).hasSize(2);
    assertThat(directory.resolve("organisation.toml")).exists();
  }

  @Test
  void aTakenPortIsRefusedAndNothingIsLeft() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> found(folder.resolve("org"), 1, taken.getLocalPort()))
          .withMessageContaining("is in use: choose another --base-port");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void thereAreOneToNineServers() {
    for (int servers : List.of(0, 10)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> found(folder.resolve("org"), servers, 0))
          .withMessageContaining("1 to 9");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heap-mib = 256\\nheap = 3 | :2: unknown key 'heap'",
        "heap-mib = 1 | :1: heap-mib = 1: 128 to 65536",
        "heap-mib = 'big' | :1: 'heap-mib' must be a whole number",
        "heap-mib = 256\\nopen-files = | :2: not TOML"
      })
  void aServerFileIsRefusedWithItsLine(String content, String message) throws IOException {
    Path file = folder.resolve("server.toml");
    Files.writeString(file, content.replace("\\n", "\n"));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> ServerFile.read(file))
        .withMessageContaining(file + message);
  }

  @Test
  void everySettingSurvivesItsFile() throws Fault, IOException {
    ServerSettings settings = ServerSettings.STANDARD;
    for (ServerKey key : ServerKey.values()) {
      settings = settings.with(key, key.least());
    }
    Path file = Files.writeString(folder.resolve("server.toml"), ServerFile.write(settings));
    assertThat(ServerFile.read(file)).isEqualTo(settings);
  }
}
