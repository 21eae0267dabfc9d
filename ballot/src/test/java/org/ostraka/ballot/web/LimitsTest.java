package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Role;
import org.ostraka.web.Route;
import org.ostraka.web.Verb;

/** What breaks the rules of the interface is refused, each with its own code, and does nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitsTest {
  private static final String BALLOTS = "/v1/elections/archon/ballots";
  private Polis polis;
  private RawClient booth;
  private RawClient operator;

  @BeforeAll
  void found(@TempDir Path folder) throws Exception {
    polis = new Polis(folder);
    polis.open("alice", "bob");
    booth = polis.raw(Role.VOTING);
    operator = polis.raw(Role.OPERATOR);
  }

  @AfterAll
  void end() throws Exception {
    booth.close();
    operator.close();
    polis.close();
  }

  @Test
  void whatIsNotThereIsSaidSo() throws Exception {
    assertRefused(404, "route-unknown", booth.get("/v1/nothing"));
    assertRefused(404, "route-unknown", booth.get("/v1/elections/archon/ballots/n1"));
    assertRefused(404, "election-unknown", booth.get("/v1/elections/unknown"));
    assertRefused(404, "part-unknown", operator.get("/v1/elections/archon/record/voters.csv"));
  }

  @Test
  void anotherMethodIsNamed() throws Exception {
    assertRefused(405, "method-unknown", booth.get(BALLOTS));
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      RawClient.Result result = booth.send(method, "/v1/elections/archon", BodyPublishers.noBody());
      assertRefused(405, "method-unknown", result);
      assertThat(result.body()).contains("GET or POST");
    }
  }

  @Test
  void parametersAreKnownAndInTheirRange() throws Exception {
    for (String path :
        List.of(
            "/v1/status?verbose=1",
            "/v1/elections/archon/files?limit=0",
            "/v1/elections/archon/files?limit=1001",
            "/v1/elections/archon/files?limit=ten",
            "/v1/elections/archon/files?limit=1&limit=2",
            "/v1/elections/archon/files?after=a//b",
            "/v1/elections/archon/file?name=..",
            "/v1/elections/archon/file?name=%00",
            "/v1/elections/ARCHON/space")) {
      assertRefused(400, "invalid-input", booth.get(path));
    }
    assertRefused(400, "invalid-input", operator.get("/v1/elections/archon/tables/lost"));
    assertRefused(400, "invalid-input", operator.get("/v1/elections/archon/count?field=0"));
    assertRefused(400, "invalid-input", operator.post("/v1/elections/archon/close?force=yes", ""));
    assertRefused(
        400,
        "invalid-input",
        operator.post("/v1/elections/basileus?block-size=65537", "voter_id\na\n"));
  }

  @Test
  void aBodyOverTheRoutesLimitIsNotRead() throws Exception {
    for (Route<?> route : polis.api().routes()) {
      if (route.verb() == Verb.POST
          && !route.contract().body().streamed()
          && route.contract().maxBodyBytes() > 0) {
        RawClient caller =
            route.contract().door().words().contains(Role.VOTING.word()) ? booth : operator;
        String path = route.path().replace("{election}", "archon");
        int length = Math.toIntExact(route.contract().maxBodyBytes() + 1);
        assertRefused(413, "body-too-large", caller.post(path, new byte[length]));
      }
    }
  }

  @Test
  void aBodyWithoutADeclaredLengthIsRefused() throws Exception {
    RawClient.Result result =
        booth.send(
            "POST",
            BALLOTS,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100])));
    assertRefused(400, "length-required", result);
  }

  @Test
  void jsonIsReadStrictly() throws Exception {
    for (String body :
        List.of(
            "",
            "{",
            "null",
            "[]",
            "{}",
            "{\"voter\":null}",
            "{\"voter\":\"alice\",\"voter\":\"bob\"}",
            "{\"voter\":\"alice\",\"block\":\"x\"}",
            "{\"voter\":\"alice\"} {}",
            "[".repeat(10_000))) {
      RawClient.Result result = booth.post("/v1/elections/archon/voter", body);
      assertRefused(400, "malformed-json", result);
      assertThat(result.body()).doesNotContain("alice");
    }
    String tooLong = "\"" + "x".repeat(129) + "\"";
    for (String voter : List.of("\"\"", "\"\\u0000\"", "\"\\ud800\"", tooLong)) {
      RawClient.Result result =
          booth.post("/v1/elections/archon/voter", "{\"voter\":%s}".formatted(voter));
      assertRefused(400, "invalid-input", result);
    }
  }

  @Test
  void aMalformedBatchRecordsNothing() throws Exception {
    byte[] sound = BatchRequests.ballots(List.of(Polis.ballot("alice", "n1", "Themistocles")));
    assertMalformed(new byte[0]);
    assertMalformed(changed(sound, 0, 2));
    assertMalformed(changed(sound, 4, 0));
    assertMalformed(changed(sound, 4, 2));
    assertMalformed(changed(sound, 3, 0xff));
    assertMalformed(changed(sound, 5, 0));
    assertMalformed(changed(sound, 6, 0xff));
    assertMalformed(Arrays.copyOf(sound, sound.length + 1));
    for (int length = 0; length < sound.length; length++) {
      assertMalformed(Arrays.copyOf(sound, length));
    }
    assertThat(polis.server().status(Polis.ARCHON).pending()).isZero();
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private void assertMalformed(byte[] batch) throws Exception {
    assertRefused(400, "malformed-batch", booth.post(BALLOTS, batch));
  }

  @Test
  void randomBytesAreNoBatch() {
    Random random = new Random(2026);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > Batch.HEADER && random.nextBoolean()) {
        ByteBuffer.wrap(bytes).put(Batch.VERSION).putInt(1 + random.nextInt(3));
      }
      assertNoBatch(() -> BatchRequests.readBallots(ByteBuffer.wrap(bytes)));
      assertNoBatch(() -> BatchRequests.readNewFiles(ByteBuffer.wrap(bytes)));
      assertNoBatch(() -> BatchRequests.readWritten(Polis.ARCHON, ByteBuffer.wrap(bytes)));
      assertNoBatch(() -> BatchRequests.readClaims(ByteBuffer.wrap(bytes)));
    }
  }

  /** Either it is refused as it should be, or by chance it has the form. */
  private static void assertNoBatch(Reader reader) {
    try {
      assertThat(reader.read()).isNotEmpty();
    } catch (Fault e) {
      assertThat(e.code()).isEqualTo("malformed-batch");
    }
  }

  private interface Reader {
    List<?> read() throws Fault;
  }

  private static void assertRefused(int status, String error, RawClient.Result result)
      throws Exception {
    assertThat(result.error()).as("%s", result).isEqualTo(error);
    assertThat(result.status()).as("%s", result).isEqualTo(status);
  }
}
