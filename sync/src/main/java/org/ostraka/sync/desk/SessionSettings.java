package org.ostraka.sync.desk;

import java.time.InstantSource;
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

  /** A desk and its user. */
  public record Owner(DeskName desk, UserName user) {}
}
