package org.ostraka.bench.ballot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;

/** Memory, disk and start-up of servers that hold a million voters and their ballots. */
final class SizeBench {
  private static final ElectionName ELECTION = new ElectionName("size");
  private static final double MIB = 1 << 20;

  private final Optional<Path> kept;
  private final Path parent;
  private final int ballots;
  private final int kills;

  SizeBench(Options options) {
    String folder = options.text("--keep", "");
    this.kept = folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
    this.parent = options.path("--folder", "/tmp");
    this.ballots = options.number("--ballots", 1_000_000);
    this.kills = options.number("--kills", 1);
  }

  void measure() throws Fault, IOException, InterruptedException {
    System.out.printf("%,d voters and ballots of %d bytes%n", ballots, Rival.BLOCK_BYTES);
    boolean again = kept.filter(Files::exists).isPresent();
    try (TestOrganisation organisation =
        kept.isPresent() ? TestOrganisation.kept(kept.get()) : TestOrganisation.start(parent)) {
      if (!again) {
        fill(organisation.up());
      }
      restartAll(organisation);
      for (int round = 0; round < kills; round++) {
        restartEach(organisation);
      }
    }
  }

  private void fill(TestOrganisation organisation) throws Fault, IOException, InterruptedException {
    organisation.openElection(ELECTION.value(), ballots, Casting::voterId);
    try (Servers servers = Servers.connect(organisation)) {
      castAll(servers);
    }
    print(organisation, "after casting");
    organisation.command("ballot", "down");
  }

  private void restartAll(TestOrganisation organisation) throws IOException, InterruptedException {
    long started = System.nanoTime();
    organisation.up();
    System.out.printf(
        "all three serve again %.1f s after they were started%n",
        (System.nanoTime() - started) / 1e9);
    print(organisation, "after the restart");
  }

  /** Each is killed and started beside the two that go on serving. */
  private static void restartEach(TestOrganisation organisation)
      throws IOException, InterruptedException {
    for (String server : TestOrganisation.SERVERS) {
      organisation.kill(server);
      long started = System.nanoTime();
      organisation.up();
      System.out.printf(
          "%s serves again %.1f s after it was killed%n",
          server, (System.nanoTime() - started) / 1e9);
    }
  }

  private void castAll(Servers servers) throws Fault, IOException, InterruptedException {
    Casting casting = new Casting(ELECTION, ballots, 60_000);
    casting.start(servers.fileSystems());
    long valid = 0;
    while (valid < ballots && casting.failures().isEmpty()) {
      Thread.sleep(Duration.ofMillis(100));
      valid = servers.validEverywhere(ELECTION);
      casting.decided(valid);
    }
    casting.stop();
    if (!casting.failures().isEmpty()) {
      throw new IOException("ballots were refused: " + casting.failures().getFirst());
    }
  }

  private void print(TestOrganisation organisation, String when)
      throws IOException, InterruptedException {
    double content = (double) ballots * Rival.BLOCK_BYTES;
    for (String server : TestOrganisation.SERVERS) {
      long disk = Subprocess.bytesBelow(organisation.data(server));
      System.out.printf(
          "%s %s: %.0f MiB resident, %.0f MiB on disk, %.2f times the blocks%n",
          server,
          when,
          Subprocess.residentBytes(organisation.pid(server)) / MIB,
          disk / MIB,
          disk / content);
    }
  }
}
