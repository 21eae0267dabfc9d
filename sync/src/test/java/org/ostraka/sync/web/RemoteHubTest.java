package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostraka.sync.web.Office.DOCS;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.ProgramVersion;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Sessions.Proof;
import org.ostraka.sync.chunk.OutgoingFrame;
import org.ostraka.sync.desk.JournalPage;
import org.ostraka.sync.desk.Pack;
import org.ostraka.web.Json;

/** Two desks and a hub over real TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RemoteHubTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Office office;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    office = new Office(folder);
    office.user("alice", Right.WRITE);
    office.user("bob", Right.READ);
  }

  @AfterAll
  void close() throws Exception {
    office.close();
  }

  @Test
  void whatOneDeskSendsTheOtherHearsOfAndFetches() throws Exception {
    try (RemoteHub alice = office.desk("alice");
        RemoteHub bob = office.desk("bob");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long before = bob.journal(DOCS, 0, "").last();
      Future<Map<RepositoryName, Long>> moved =
          threads.submit(() -> bob.await(Map.of(DOCS, before), PATIENCE));
      byte[] content = new byte[300_000];
      new Random(1).nextBytes(content);
      NodeId node = office.file(alice, "photo", content);
      assertThat(moved.get()).containsEntry(DOCS, before + 1);

      JournalPage page = bob.journal(DOCS, before, "");
      assertThat(page.records()).hasSize(1);
      assertThat(page.records().getFirst().change().node()).isEqualTo(node);
      assertThat(page.records().getFirst().user()).isEqualTo(new UserName("alice"));
      try (Pack fetched = bob.fetch(DOCS, Set.of(Digest.of(content)))) {
        assertThat(fetched.chunks()).containsExactly(Chunk.of(content));
      }
    }
  }

  @Test
  void onlyMissingChunksNeedToTravel() throws Exception {
    Chunk known = Chunk.of("known".repeat(100).getBytes(UTF_8));
    Chunk other = Chunk.of("other".getBytes(UTF_8));
    try (RemoteHub alice = office.desk("alice")) {
      alice.store(DOCS, List.of(known));
      assertThat(alice.missing(DOCS, Set.of(known.digest(), other.digest())))
          .containsExactly(other.digest());
    }
  }

  @Test
  void aPackTellsItsLength() throws Exception {
    Chunk one = Chunk.of("one".getBytes(UTF_8));
    Chunk two = Chunk.of("and two".repeat(1_000).getBytes(UTF_8));
    try (RemoteHub alice = office.desk("alice")) {
      alice.store(DOCS, List.of(one, two));
    }
    HttpResponse<String> answer =
        office.ask(
            "POST",
            "/api/v1/repositories/docs/chunks/fetch",
            new String(Json.bytes(Forms.Digests.of(List.of(one.digest(), two.digest()))), UTF_8),
            "Authorization",
            "Bearer " + office.session("alice"));
    int frames = OutgoingFrame.of(one).size() + OutgoingFrame.of(two).size();
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(frames);
  }

  @Test
  void whoeverMayReadEverythingIsToldOfFilesThatAreBeingSentAndNobodyElse() throws Exception {
    Chunk part = Chunk.of("a part of a large file".getBytes(UTF_8));
    UploadPart sent = new UploadPart(new NodeId(1, 2), 7, List.of(part.ref()));
    BlockingQueue<UploadPart> bobWasTold = new LinkedBlockingQueue<>();
    BlockingQueue<UploadPart> emmaWasTold = new LinkedBlockingQueue<>();
    office.user("emma", Right.NONE);
    try (RemoteHub alice = office.desk("alice")) {
      NodeId _ = office.folder(alice, "open");
      Holder holder = new Holder.OfUser(new UserName("emma"));
      office.administration().grant(DOCS, "/open", holder, Right.READ);
      try (RemoteHub bob = office.desk("bob");
          RemoteHub emma = office.desk("emma")) {
        bob.onUpload(DOCS, bobWasTold::add);
        emma.onUpload(DOCS, emmaWasTold::add);
        Map<RepositoryName, Long> before = bob.await(Map.of(DOCS, -1L), PATIENCE);
        assertThat(emma.await(Map.of(DOCS, -1L), PATIENCE)).isEqualTo(before);

        alice.storePart(DOCS, sent.upload(), sent.from(), List.of(part));
        NodeId _ = office.folder(alice, "another");

        assertThat(bobWasTold.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(sent);
        assertThat(emma.await(before, PATIENCE)).isNotEmpty();
        assertThat(emmaWasTold).as("what was sent before the folder that she heard of").isEmpty();
      }
    }
  }

  @Test
  void aRevokedDeskIsDisconnectedWhileItWaits() throws Exception {
    office.user("carol", Right.WRITE);
    try (RemoteHub carol = office.desk("carol");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long position = carol.journal(DOCS, 0, "").last();
      Future<Fault> ended = threads.submit(() -> faultOfWaiting(carol, position));
      for (int online = 0; online == 0; ) {
        online = office.administration().status().desksOnline();
      }
      office.administration().revoke(new DeskName("desk-of-carol"));
      assertThat(ended.get().kind()).isEqualTo(FaultKind.UNAUTHENTICATED);
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> carol.journal(DOCS, 0, ""))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo("not-signed-in"));
    }
  }

  private Optional<ProgramVersion> versionOf(String desk) throws Exception {
    return office.administration().desks().stream()
        .filter(it -> it.name().text().equals(desk))
        .findFirst()
        .orElseThrow()
        .version();
  }

  private void signInAs(String user, String userAgent) throws Exception {
    String form =
        "{\"user\":\"%s\",\"password\":\"%s\",\"desk\":\"desk-of-%s\"}"
            .formatted(user, Office.PASSWORD, user);
    assertThat(office.ask("POST", "/api/v1/sessions", form, "User-Agent", userAgent).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aDeskTellsWhichReleaseItRuns() throws Exception {
    office.user("dora", Right.READ);
    signInAs("dora", "Ostraka/0.0.1");
    assertThat(versionOf("desk-of-dora")).contains(new ProgramVersion("0.0.1"));
    signInAs("dora", "curl/8.5.0");
    assertThat(versionOf("desk-of-dora")).as("a program that is not ours").isEmpty();
    signInAs("dora", "Ostraka/" + "9".repeat(4_000));
    assertThat(versionOf("desk-of-dora")).as("a version of 4,000 characters").isEmpty();
    String token = office.token("dora");
    assertThat(versionOf("desk-of-dora")).contains(ProgramVersion.OWN);
    office.listenAs(token, "Ostraka/0.0.2");
    assertThat(versionOf("desk-of-dora")).contains(new ProgramVersion("0.0.2"));
  }

  /** Waits for announcements again and again, as a desk does, until it is told to stop. */
  private static Fault faultOfWaiting(RemoteHub desk, long position) {
    Map<RepositoryName, Long> known = Map.of(DOCS, position);
    while (true) {
      try {
        Map<RepositoryName, Long> moved = desk.await(known, PATIENCE);
        known = moved.isEmpty() ? known : moved;
      } catch (Fault e) {
        return e;
      } catch (IOException _) {
        // The stream ended; the next call is told why.
      }
    }
  }

  /** Two machines may have the same name: the second one must not end the first one's token. */
  @Test
  void aNewDeskIsToldThatItsNameIsTaken() throws Exception {
    office.user("twice", Right.READ);
    String token = office.token("twice");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() ->
            HubLogin.signInNew(
                office.address(),
                new UserName("twice"),
                new Proof(Office.PASSWORD, Optional.empty()),
                new DeskName("desk-of-twice")))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("desk-exists"));
    assertThat(office.send("GET", "/api/v1/me", token, "").status()).isEqualTo(200);
    assertThat(office.send("GET", "/api/v1/me", office.token("twice"), "").status()).isEqualTo(200);
    assertThat(office.send("GET", "/api/v1/me", token, "").status())
        .as("the same desk signed in again")
        .isEqualTo(401);
  }

  @Test
  void contentUnderAnotherDigestIsRefused() throws Exception {
    Chunk honest = Chunk.of("honest".getBytes(UTF_8));
    Chunk forged = Chunk.trusted(honest.ref(), "forged".getBytes(UTF_8));
    try (RemoteHub alice = office.desk("alice")) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> alice.store(DOCS, List.of(forged)))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo("wrong-digest"));
    }
  }

  @Test
  void anotherHubIsNotSpokenTo() throws Exception {
    HubAddress wrong =
        new HubAddress(new HostPort("127.0.0.1", office.server().port()), "0".repeat(64));
    try (RemoteHub stranger = new RemoteHub(wrong, "token")) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> stranger.journal(DOCS, 0, ""))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo("other-hub"));
    }
  }

  @Test
  void theFingerprintIsShownToWhoeverAsks() throws Exception {
    assertThat(HubLogin.fingerprintAt(new HostPort("127.0.0.1", office.server().port())))
        .isEqualTo(office.server().fingerprint());
  }
}
