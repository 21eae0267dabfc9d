package org.ostraka.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.Town.Ended;
import org.ostraka.app.node.HostedMount;
import org.ostraka.app.node.HostedMount.MountPlace;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.fuse.BallotMount;
import org.ostraka.base.Fault;

/** A server process of this machine holds the mounts that other processes ask it for. */
@Timeout(value = 3, unit = MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MountTest {
  private static final ElectionName MAYOR = new ElectionName("mayor");
  private static final ServerId S1 = new ServerId("s1");

  private @TempDir Path folder;
  private Town town;
  private Path point;

  @BeforeEach
  void open() throws Exception {
    town = Town.found(folder, 1);
    town.done("ballot", "up");
    Path roll = town.write("roll.csv", List.of("voter_id", "ada", "bob", "cem", "dan", "eva"));
    town.done("election", "create", "mayor", "--roll", roll);
    town.done("election", "open", "mayor");
    point = Files.createDirectory(folder.resolve("ballots"));
  }

  @AfterEach
  void end() throws Exception {
    town.close();
  }

  /** One after the other, so that the server is started once. */
  @Test
  void aServerHoldsMountsOfItsMachine() throws Exception {
    aMountLastsAsLongAsItIsAskedFor();
    aMountOutlivesItsServerAndTakesNothingMeanwhile();
  }

  private void aMountLastsAsLongAsItIsAskedFor() throws Exception {
    Path full = folder.resolve("full");
    Files.createDirectories(full.resolve("of"));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> ask(full))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("mount-point-not-empty"));
    hangsUpOnStrangers();
    try (HostedMount _ = ask(point).orElseThrow()) {
      cast("b1@ada");
      assertThat(Files.readString(point.resolve("b1"))).isEqualTo("yes");
      assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> cast("b2@eve"));
    }
    assertThat(point).isEmptyDirectory();
    await(
        "ada's ballot is valid",
        () -> town.done("ballot", "status", "mayor", "--voter", "ada").contains("valid"));
  }

  private Optional<HostedMount> ask(Path where) throws Fault, IOException {
    return HostedMount.ask(town.directory(), S1, MAYOR, new MountPlace(where, false));
  }

  private void cast(String name) throws IOException {
    Files.writeString(point.resolve(name), "yes", StandardOpenOption.CREATE_NEW);
  }

  private void hangsUpOnStrangers() throws IOException {
    Path door = town.data("s1").resolve("mount.sock");
    try (SocketChannel stranger = SocketChannel.open(UnixDomainSocketAddress.of(door))) {
      stranger.write(ByteBuffer.wrap(new byte[] {71}));
      ByteBuffer answer = ByteBuffer.allocate(1000);
      while (stranger.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      assertThat(new String(answer.array(), 0, answer.position(), US_ASCII)).contains("version 71");
    }
  }

  /** What is written while the server is dead must not look as if it were cast. */
  private void aMountOutlivesItsServerAndTakesNothingMeanwhile() throws Exception {
    FutureTask<Ended> mounting =
        new FutureTask<>(() -> town.run("ballot", "mount", "mayor", point, "--server", "s1"));
    Thread.ofPlatform().daemon().start(mounting);
    await("it is mounted", () -> BallotMount.isMounted(point));
    cast("b4@dan");
    town.kill("s1");
    assertThatIOException().isThrownBy(() -> cast("b2@bob"));
    town.done("ballot", "up");
    await("it is mounted anew", () -> Files.exists(point.resolve("b4")));
    cast("b2@bob");
    town.done("ballot", "down");
    assertThatIOException().isThrownBy(() -> cast("b3@cem"));
    town.done("ballot", "up");
    await("it is mounted anew", () -> Files.exists(point.resolve("b2")));
    cast("b3@cem");
    new ProcessBuilder("fusermount3", "-u", point.toString()).inheritIO().start().waitFor();
    assertThat(mounting.get(1, MINUTES).code()).isZero();
    assertThat(point).isEmptyDirectory();
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + MINUTES.toNanos(1);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("still not true: %s", what).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
