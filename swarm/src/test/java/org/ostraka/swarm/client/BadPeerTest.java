package org.ostraka.swarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.store.Library;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;

/** What a client does with a peer that lies or breaks the protocol. The peer is the test's own. */
class BadPeerTest {
  @TempDir private Path folder = Path.of("");

  private final Members members = new Members();
  private final Watching watching = new Watching();
  private final Link link;
  private final Rogue rogue;
  private final Library seedLibrary;
  private ClientNode victim;

  BadPeerTest(@TempDir Path home) throws Exception {
    byte[] content = new byte[2_000_000];
    new Random(1).nextBytes(content);
    Path file = Files.write(home.resolve("pots.bin"), content);
    seedLibrary = new Library(home.resolve("seed"));
    try (Workshop workshop = new Workshop()) {
      link = seedLibrary.share(file, List.of(), workshop.workers(), _ -> {});
    }
    rogue = new Rogue(members, "mallory", link.key());
    victim = client("victim", watching);
  }

  private ClientNode client(String name, ClientWatcher watcher) throws IOException {
    ClientSettings settings = new ClientSettings(List.of(), 0, false, ClientSettings.Limits.USUAL);
    ClientNode client =
        new ClientNode(members.tls(name, Role.CLIENT), settings, 1, watcher, Clock.systemUTC());
    client.start();
    return client;
  }

  @BeforeEach
  void begin() throws Exception {
    victim.open(new Library(folder.resolve("victim")).fetch(link, folder.resolve("copy.bin")));
    assertThat(watching.awaitReadout(link.key(), _ -> true)).isTrue();
  }

  @AfterEach
  void stop() throws IOException {
    victim.close();
  }

  /** Connects to the victim, claims to hold everything, and answers what it says. */
  private Rogue.Talk meet(BiConsumer<Connection, Message> answer) throws Exception {
    return rogue.meet(victim, Holdings.all(link.key().fragments()), answer);
  }

  private void proveAnd(Connection connection, PeerMessage.Ask ask, ByteBuffer octets) {
    try {
      if (ask.proof()) {
        connection.send(
            new PeerMessage.Proven(seedLibrary.open(link.key()).proof(ask.run().fragment())));
      }
      connection.send(new PeerMessage.Blocks(ask.run(), octets));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void wrongBlocksAreFoundAtOnceAndTheirSenderIsNotAskedAgain() throws Exception {
    Rogue.Talk heard =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.Ask ask) {
            int bytes = ask.run().bytes(link.key());
            proveAnd(connection, ask, ByteBuffer.allocate(bytes));
          }
        });
    assertThat(heard.closedWith()).isEqualTo(ErrorCode.BAD_DATA);

    Rogue.Talk again = meet((_, _) -> {});
    assertThat(again.closedWith()).isEqualTo(ErrorCode.BAD_DATA);
    assertThat(again.heard().stream().noneMatch(PeerMessage.Ask.class::isInstance)).isTrue();
  }

  @Test
  void theFileComesFromAGoodPeerAllTheSame() throws Exception {
    meet((connection, message) -> {
      if (message instanceof PeerMessage.Ask ask) {
        proveAnd(connection, ask, ByteBuffer.allocate(ask.run().bytes(link.key())));
      }
    });
    try (ClientNode seed = client("seed", new Watching())) {
      seed.open(seedLibrary.open(link.key()));
      victim.post(
          new ClientEvent.Hint(link.key(), seed.node(), new Endpoint("127.0.0.1", seed.port())));
      assertThat(watching.awaitPlaced(link.key())).isTrue();
    }
    assertThat(folder.resolve("copy.bin")).hasSize(2_000_000);
  }

  @Test
  void aFalseProofIsBadData() throws Exception {
    Rogue.Talk heard =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.Ask ask && ask.proof()) {
            int other = ask.run().fragment() == 0 ? 1 : 0;
            connection.send(new PeerMessage.Proven(falseProof(ask, other)));
          }
        });

    assertThat(heard.closedWith()).isEqualTo(ErrorCode.BAD_DATA);
  }

  private org.ostraka.swarm.Proof falseProof(PeerMessage.Ask ask, int other) {
    try {
      org.ostraka.swarm.Proof proof = seedLibrary.open(link.key()).proof(other);
      return new org.ostraka.swarm.Proof(ask.run().fragment(), proof.leaves(), proof.uncles());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void blocksThatWereNotAskedForCloseTheConnection() throws Exception {
    Rogue.Talk heard =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.HoldingsMap) {
            connection.send(new PeerMessage.Blocks(new Run(3, 1, 1), ByteBuffer.allocate(16_384)));
          }
        });

    assertThat(heard.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void blocksBeforeTheirProofCloseTheConnection() throws Exception {
    Rogue.Talk heard =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.Ask ask) {
            connection.send(
                new PeerMessage.Blocks(
                    ask.run(), ByteBuffer.allocate(ask.run().bytes(link.key()))));
          }
        });

    assertThat(heard.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void aMessageOfAServerFromAClientClosesTheConnection() throws Exception {
    Rogue.Talk heard =
        meet((connection, message) -> {
          if (message instanceof PeerMessage.HoldingsMap) {
            connection.send(new org.ostraka.swarm.MapMessage.Servers(1));
          }
        });

    assertThat(heard.closedWith()).isEqualTo(ErrorCode.UNEXPECTED);
  }

  @Test
  void anotherNodesIdentifierIsNotTaken() throws Exception {
    SwarmTls other = members.tls("bob", Role.CLIENT);
    NodeId bob = NodeId.of(other.identity().certificate().getPublicKey(), 1);
    SessionMessage.Hello stolen =
        new SessionMessage.Hello(1, NodeRole.CLIENT, new Endpoint("", 0), bob, 0);
    Connection connection = Connection.open(Rogue.at(victim), rogue.tls(), stolen);

    assertThat(connection.readOrNull(RateLimit.NONE))
        .isInstanceOfSatisfying(
            SessionMessage.ErrorReport.class,
            error -> assertThat(ErrorCode.taken(error.code())).isEqualTo(ErrorCode.IDENTITY));
  }

  @Test
  void aClientsCertificateIsNotEnoughToBeAServer() throws Exception {
    SessionMessage.Hello pretending =
        new SessionMessage.Hello(1, NodeRole.SERVER, new Endpoint("", 0), rogue.node(), 0);
    Connection connection = Connection.open(Rogue.at(victim), rogue.tls(), pretending);

    assertThat(connection.readOrNull(RateLimit.NONE))
        .isInstanceOfSatisfying(
            SessionMessage.ErrorReport.class,
            error -> assertThat(ErrorCode.taken(error.code())).isEqualTo(ErrorCode.ROLE));
  }

  @Test
  void aSlowPeerIsBypassed() throws Exception {
    meet((_, _) -> {});
    try (ClientNode seed = client("seed", new Watching())) {
      seed.open(seedLibrary.open(link.key()));
      victim.post(
          new ClientEvent.Hint(link.key(), seed.node(), new Endpoint("127.0.0.1", seed.port())));
      assertThat(watching.awaitPlaced(link.key())).isTrue();
    }
  }
}
