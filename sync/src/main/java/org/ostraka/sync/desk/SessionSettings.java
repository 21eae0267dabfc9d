package org.ostraka.sync.desk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.ostraka.base.Digest;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;

/**
 * What a session is for.
 *
 * @param base the folder of the repository that is kept here, the root for all of it
 * @param copies whose name conflict copies bear
 */
public record SessionSettings(
    RepositoryName repository,
    NodeId base,
    IgnoreRules ignore,
    Owner copies,
    NodeIds ids,
    InstantSource clock,
    Pace up,
    Pace down) {

  /** An id for a change, by which its desk knows it again, also after a crash. */
  ChangeId nextChange() {
    return new ChangeId(stamp(), ids.nextChange().low());
  }

  /** Whether this desk made the change. */
  boolean isOwn(ChangeId change) {
    return change.high() == stamp();
  }

  private long stamp() {
    String text = repository + " " + copies.desk;
    byte[] digest = Digest.of(text.getBytes(StandardCharsets.UTF_8)).toBytes();
    return ByteBuffer.wrap(digest).getLong();
  }

  /** A desk and its user. */
  public record Owner(DeskName desk, UserName user) {}
}
