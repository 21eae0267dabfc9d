package org.ostraka.sync.desk;

import java.time.InstantSource;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Extent;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;

/**
 * What a session is for.
 *
 * @param copies whose name conflict copies bear
 */
public record SessionSettings(
    Extent extent,
    IgnoreRules ignore,
    Owner copies,
    NodeIds ids,
    InstantSource clock,
    Pace up,
    Pace down) {

  RepositoryName repository() {
    return extent.repository();
  }

  /** A desk and its user. */
  public record Owner(DeskName desk, UserName user) {}
}
