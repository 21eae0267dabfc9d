package org.ostraka.swarm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.identity.Role;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.store.Library;
import org.ostraka.swarm.wire.Ticker;

/**
 * Whether clients keep to the limits that their people set. Connections are real; the time that a
 * limit makes them wait is virtual and is compared with the bytes that went through.
 */
class LimitsTest {
  private static final int BYTES = 2_000_000;

  @TempDir private Path folder = Path.of("");

  private final Members members = new Members();
  private final VirtualTicker ticker = new VirtualTicker();
  private final List<ClientNode> clients = new ArrayList<>();
  private final List<Watching> watchings = new ArrayList<>();

  @AfterEach
  void stopAll() throws IOException {
    for (ClientNode client : clients) {
      client.close();
    }
  }

  private ClientNode client(ClientSettings.Limits limits, Ticker time) throws IOException {
    Watching watching = new Watching();
    ClientNode client =
        new ClientNode(
            members.tls("client" + clients.size(), Role.CLIENT),
            new ClientSettings(List.of(), 0, false, limits),
            clients.size(),
            watching,
            new Clocks(Clock.systemUTC(), time));
    client.start();
    clients.add(client);
    watchings.add(watching);
    return client;
  }

  private static ClientSettings.Limits limits(int slots, long upload, long download) {
    return new ClientSettings.Limits(50, slots, upload, download);
  }

  private Link share(ClientNode seed, int number, long uploadRate) throws Exception {
    byte[] content = new byte[BYTES];
    new Random(number).nextBytes(content);
    Path file = Files.write(folder.resolve("pots" + number), content);
    Library library = new Library(folder.resolve("seed"));
    Link link = library.share(file, List.of(), seed.workshop().workers(), _ -> {});
    seed.open(library.open(link.key()), uploadRate, 0);
    assertThat(watchings.get(clients.indexOf(seed)).awaitReadout(link.key(), _ -> true)).isTrue();
    return link;
  }

  private void fetch(ClientNode client, ClientNode from, Link link, long downloadRate)
      throws Exception {
    Library library = new Library(folder.resolve("library" + clients.indexOf(client)));
    Path copy = folder.resolve("copy of " + link.name().local());
    client.open(library.fetch(link, copy), 0, downloadRate);
    client.post(new ClientEvent.Hint(link.key(), from.node(), Rogue.at(from)));
  }

  private void awaitPlaced(ClientNode client, FileKey key) throws InterruptedException {
    assertThat(watchings.get(clients.indexOf(client)).awaitPlaced(key)).isTrue();
  }

  @Test
  void aDownloadTakesTheTimeOfItsLimit() throws Exception {
    ClientNode seed = client(limits(16, 0, 0), Ticker.SYSTEM);
    ClientNode client = client(limits(16, 0, 100_000), ticker);
    Link link = share(seed, 1, 0);
    fetch(client, seed, link, 0);
    awaitPlaced(client, link.key());
    assertThat(ticker.seconds()).isCloseTo(20, within(0.3));
  }

  @Test
  void aFilesOwnLimitHoldsForItAloneAndTheLimitOfAllForAll() throws Exception {
    ClientNode seed = client(limits(16, 0, 0), Ticker.SYSTEM);
    ClientNode client = client(limits(16, 0, 1_000_000), ticker);
    Link slow = share(seed, 1, 0);
    fetch(client, seed, slow, 50_000);
    awaitPlaced(client, slow.key());
    assertThat(ticker.seconds()).isCloseTo(40, within(0.5));
    Link fast = share(seed, 2, 0);
    fetch(client, seed, fast, 0);
    awaitPlaced(client, fast.key());
    assertThat(ticker.seconds()).isCloseTo(42, within(0.7));
  }

  @Test
  void anUploadTakesTheTimeOfItsLimits() throws Exception {
    ClientNode seed = client(limits(16, 1_000_000, 0), ticker);
    Link slow = share(seed, 1, 50_000);
    Link fast = share(seed, 2, 0);
    ClientNode client = client(limits(16, 0, 0), Ticker.SYSTEM);
    fetch(client, seed, slow, 0);
    awaitPlaced(client, slow.key());
    assertThat(ticker.seconds()).isCloseTo(40, within(0.5));
    fetch(client, seed, fast, 0);
    awaitPlaced(client, fast.key());
    assertThat(ticker.seconds()).isCloseTo(42, within(0.7));
  }

  @Test
  void withOneSlotTheSecondPeerIsRefusedUntilTheFirstIsQuiet() throws Exception {
    ClientNode seed = client(limits(1, 0, 0), ticker);
    FileKey key = share(seed, 1, 0).key();
    Rogue.Talk alice = meet(seed, "alice", key);
    Rogue.Talk bob = meet(seed, "bob", key);
    PeerMessage.Ask ask = new PeerMessage.Ask(new Run(0, 0, 1), false);
    alice.connection().send(ask);
    assertThat(alice.next(PeerMessage.Blocks.class).run()).isEqualTo(ask.run());
    for (int again = 0; again < 3; again++) {
      bob.connection().send(ask);
      assertThat(bob.next(PeerMessage.Refused.class).reason()).isEqualTo(PeerMessage.Refusal.BUSY);
    }
    ticker.pass(1_001);
    bob.connection().send(ask);
    assertThat(bob.next(PeerMessage.Blocks.class).run()).isEqualTo(ask.run());
    alice.connection().send(ask);
    assertThat(alice.next(PeerMessage.Refused.class).reason()).isEqualTo(PeerMessage.Refusal.BUSY);
  }

  private Rogue.Talk meet(ClientNode seed, String name, FileKey key) throws IOException {
    return new Rogue(members, name, key).meet(seed, Holdings.none(key.fragments()), (_, _) -> {});
  }
}
