package org.ostraka.swarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.identity.Role;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.store.Library;
import org.ostraka.swarm.wire.Connection;

/**
 * What a client does when a peer says again what was right once. What TLS would refuse, the same
 * octets on another connection, no test can send.
 */
class ReplayTest {
  private final Members members = new Members();
  private final Watching watching = new Watching();
  private final Path home;
  private final Library seedLibrary;
  private final Link link;
  private final Rogue mallory;
  private final ClientNode victim;

  ReplayTest(@TempDir Path home) throws Exception {
    this.home = home;
    byte[] content = new byte[500_000];
    new Random(1).nextBytes(content);
    Path file = Files.write(home.resolve("pots.bin"), content);
    seedLibrary = new Library(home.resolve("seed"));
    try (Workshop workshop = new Workshop()) {
      link = seedLibrary.share(file, List.of(), workshop.workers(), _ -> {});
    }
    mallory = new Rogue(members, "mallory", link.key());
    victim =
        new ClientNode(
            members.tls("victim", Role.CLIENT),
            new ClientSettings(List.of(), 0, false, ClientSettings.Limits.USUAL),
            1,
            watching,
            Clock.systemUTC());
    victim.start();
  }

  @BeforeEach
  void begin() throws Exception {
    victim.open(new Library(home.resolve("victim")).fetch(link, home.resolve("copy.bin")));
    assertThat(watching.awaitReadout(link.key(), _ -> true)).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    victim.close();
  }

  private Holdings all() {
    return Holdings.all(link.key().fragments());
  }

  private Rogue.Talk meet(BiConsumer<Connection, Message> answer) throws Exception {
    return mallory.meet(victim, all(), answer);
  }

  private static void nothing(Connection connection, Message message) {}

  /** Answers an ask as an honest seed would. */
  private void serve(Connection connection, PeerMessage.Ask ask) {
    try (var file = seedLibrary.open(link.key())) {
      if (ask.proof()) {
        connection.send(new PeerMessage.Proven(file.proof(ask.run().fragment())));
      }
      connection.send(new PeerMessage.Blocks(ask.run(), blocks(ask.run())));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private ByteBuffer blocks(Run run) throws Exception {
    ByteBuffer octets = ByteBuffer.allocate(run.bytes(link.key()));
    try (var file = seedLibrary.open(link.key())) {
      file.read(run, octets);
    }
    return octets.flip();
  }

  @Test
  void helloAgain() throws Exception {
    Rogue.Talk talk = meet(ReplayTest::nothing);
    talk.connection()
        .send(new SessionMessage.Hello(1, NodeRole.CLIENT, new Endpoint("", 0), mallory.node(), 0));
    assertThat(talk.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void attachAgain() throws Exception {
    Rogue.Talk talk = meet(ReplayTest::nothing);
    talk.connection().send(new PeerMessage.Attach(link.key()));
    assertThat(talk.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void theMapAgain() throws Exception {
    Rogue.Talk talk = meet(ReplayTest::nothing);
    talk.connection().send(new PeerMessage.HoldingsMap(all()));
    assertThat(talk.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void blocksAgain() throws Exception {
    Rogue.Talk talk =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.Ask ask) {
            serve(connection, ask);
            serve(connection, new PeerMessage.Ask(ask.run(), false));
          }
        });
    assertThat(talk.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void aProofAgain() throws Exception {
    Rogue.Talk talk =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.Ask ask && ask.proof()) {
            serve(connection, ask);
            serve(connection, ask);
          }
        });
    assertThat(talk.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void refusalsAgain() throws Exception {
    Rogue.Talk talk =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.Ask ask) {
            PeerMessage.Refused refused =
                new PeerMessage.Refused(ask.run(), PeerMessage.Refusal.BUSY);
            connection.send(refused);
            connection.send(refused);
          }
        });
    assertThat(talk.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  /** What only says how things are may be said again: the file arrives all the same. */
  @Test
  void haveAndIntentAndPingAgain() throws Exception {
    Queue<PeerMessage.Ask> kept = new ArrayDeque<>();
    meet((connection, message) -> {
      if (message instanceof PeerMessage.Ask ask) {
        for (int again = 0; again < 3; again++) {
          connection.send(new PeerMessage.Intent(ask.run().fragment(), true));
          connection.send(new PeerMessage.Have(ask.run().fragment()));
          connection.send(new SessionMessage.Ping(7));
        }
        kept.add(ask);
        kept.forEach(it -> serve(connection, it));
        kept.clear();
      }
    });
    assertThat(watching.awaitPlaced(link.key())).isTrue();
    assertThat(home.resolve("copy.bin")).hasSameBinaryContentAs(home.resolve("pots.bin"));
  }

  /** An ask that is said again is answered again at most: it changes nothing. */
  @Test
  void asksAndCancelsAgain() throws Exception {
    try (ClientNode seed = seed()) {
      Rogue.Talk talk =
          mallory.meet(seed, Holdings.none(link.key().fragments()), ReplayTest::nothing);
      Run run = new Run(0, 0, 1);
      for (int again = 0; again < 3; again++) {
        talk.connection().send(new PeerMessage.Ask(run, false));
        assertThat(talk.next(PeerMessage.Blocks.class).octets()).isEqualTo(blocks(run));
        talk.connection().send(new PeerMessage.Cancel(run));
      }
      talk.connection().send(new PeerMessage.Ask(run, true));
      assertThat(talk.next(PeerMessage.Proven.class).proof().verifies(link.key())).isTrue();
    }
  }

  private ClientNode seed() throws Exception {
    Watching seeding = new Watching();
    ClientNode seed =
        new ClientNode(
            members.tls("seed", Role.CLIENT),
            new ClientSettings(List.of(), 0, false, ClientSettings.Limits.USUAL),
            1,
            seeding,
            Clock.systemUTC());
    seed.start();
    seed.open(seedLibrary.open(link.key()));
    assertThat(seeding.awaitReadout(link.key(), _ -> true)).isTrue();
    return seed;
  }
}
