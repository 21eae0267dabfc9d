package org.ostraka.sync.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.sync.Change;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.chunk.ChunkFrame;

/** The hub's history at work: old versions out of Subversion, and chunks that nothing needs. */
final class HistoryTest {
  @TempDir Path folder;

  private static Hub.Standing standing(TestHub test) {
    return test.hub().standings().getFirst();
  }

  private static void awaitHistory(TestHub test) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (standing(test).history().waiting() > 0) {
      assertThat(System.nanoTime()).as("%s", standing(test)).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static String content(TestHub test, Principal who, NodeId file, long seq)
      throws Exception {
    Versions versions = test.docs(who).versions();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    versions.write(file, versions.at(file, seq), out);
    return out.toString(UTF_8);
  }

  private static void edit(TestHub test, Principal who, NodeId file, String text, long against)
      throws Exception {
    Change edit = new Change.Edit(test.changeId(), file, test.sent(who, text), against);
    assertThat(test.change(who, edit)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void whatWasCollectedComesBackOutOfSubversion() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      NodeId docs = test.folder(alice, NodeId.ROOT, "docs");
      NodeId plan = test.file(alice, docs, "plan", "first " + "x".repeat(5_000));
      awaitHistory(test);
      edit(test, alice, plan, "between " + "z".repeat(9_000), 2);
      edit(test, alice, plan, "second", 3);
      awaitHistory(test);
      int chunks = standing(test).chunks();

      ChunkCollection collection = test.hub().collection(TestHub.DOCS);
      assertThat(collection.begin()).isTrue();
      assertThat(collection.end()).isPositive();
      assertThat(chunks - standing(test).chunks()).isEqualTo(2);
      assertThat(content(test, alice, plan, Long.MAX_VALUE)).isEqualTo("second");
      assertThat(content(test, alice, plan, 2)).startsWith("first");
      assertThat(test.docs(alice).versions().of(plan))
          .as("what was overwritten at once is in Subversion too")
          .extracting(it -> it.seq(), it -> it.revision())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(4L, OptionalLong.of(3)),
              org.assertj.core.groups.Tuple.tuple(3L, OptionalLong.of(2)),
              org.assertj.core.groups.Tuple.tuple(2L, OptionalLong.of(1)));
      assertThat(content(test, alice, plan, 3)).startsWith("between");

      test.change(alice, new Change.Remove(test.changeId(), docs, 4));
      Versions versions = test.docs(alice).versions();
      assertThat(versions.find("/docs/plan", Long.MAX_VALUE).gone()).isTrue();
      assertThat(versions.log(docs, Long.MAX_VALUE, 10).lines()).hasSize(5);
      assertThat(versions.restore(docs, versions.positionAt(1))).isEqualTo(2);
      assertThat(content(test, alice, plan, Long.MAX_VALUE)).startsWith("first");
    }
  }

  @Test
  void anUploadUnderWayIsLeftInPeace() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Chunk before = Chunk.of("sent before".getBytes(UTF_8));
      Chunk during = Chunk.of("sent meanwhile".getBytes(UTF_8));
      byte[] random = new byte[3_000];
      new Random(1).nextBytes(random);
      Chunk unwanted = Chunk.of(random);
      test.docs(alice).store(List.of(ChunkFrame.of(before), ChunkFrame.of(unwanted)));
      NodeId file = test.file(alice, NodeId.ROOT, "file", "a file");
      ChunkCollection collection = test.hub().collection(TestHub.DOCS);
      assertThat(collection.begin()).isTrue();
      test.docs(alice).store(List.of(ChunkFrame.of(during)));
      assertThat(test.docs(alice).missing(List.of(before.digest()))).isEmpty();

      assertThat(collection.end()).isPositive();
      assertThat(
              test.docs(alice)
                  .missing(List.of(before.digest(), during.digest(), unwanted.digest())))
          .isEqualTo(Set.of(unwanted.digest()));
      assertThat(content(test, alice, file, 1)).isEqualTo("a file");
    }
    try (TestHub again = new TestHub(folder)) {
      assertThat(standing(again).chunks()).as("as after a start").isEqualTo(3);
    }
  }
}
