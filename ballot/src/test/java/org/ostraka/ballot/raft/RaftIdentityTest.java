package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.RaftPeerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/** Two servers of the organisation suffice for a log; the third one is somebody else. */
class RaftIdentityTest {
  private final Instant now = Instant.now();
  private static final ServerId OTHER = new ServerId("s3");

  @TempDir Path directory;

  private final Authority authority = Authority.create("Town", now);

  private Optional<Identity> issue(Authority by, ServerId server, Role role) {
    Subject subject = Subject.of(server.value(), role);
    return Optional.of(by.issue(subject, now, Authority.ISSUED_VALIDITY));
  }

  private TestCluster clusterWith(Optional<Identity> other) throws Exception {
    return new TestCluster(
        directory, 3, server -> server.equals(OTHER) ? other : issue(authority, server, Role.NODE));
  }

  @Test
  void nodesOfOneOrganisationAgree() throws Exception {
    try (TestCluster cluster = clusterWith(issue(authority, OTHER, Role.NODE))) {
      cluster.startFirst();
      TestElection.open(cluster.server(3).log(), 10);
      LogIndex last = cluster.server(2).log().append(TestElection.claims(1, 10, 1100)).index();
      cluster.awaitApplied(last);
    }
  }

  @Test
  void foreignOrganisationIsRefused() throws Exception {
    requireKeptOut(issue(Authority.create("Elsewhere", now), OTHER, Role.NODE));
  }

  @Test
  void serverWithoutCertificateIsRefused() throws Exception {
    requireKeptOut(Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(names = "NODE", mode = EnumSource.Mode.EXCLUDE)
  void otherRoleIsRefused(Role role) throws Exception {
    requireKeptOut(issue(authority, OTHER, role));
  }

  /** The others go on without it; it neither learns nor says anything. */
  private void requireKeptOut(Optional<Identity> other) throws Exception {
    try (TestCluster cluster = clusterWith(other)) {
      cluster.startFirst();
      TestElection.open(cluster.server(1).log(), 10);
      cluster.server(2).log().append(TestElection.claims(1, 10, 1100));
      TestServer stranger = cluster.server(3);
      Await.until(
          "the stranger stands for election in vain",
          () -> stranger.log().status().role() == RaftStatus.Role.CANDIDATE);
      assertThat(stranger.log().status().leader()).isEmpty();
      assertThat(TestElection.isOpenOn(stranger)).isFalse();
      requireAnsweredByNobody(stranger.settings());
    }
  }

  private static void requireAnsweredByNobody(RaftSettings stranger) throws Exception {
    Group group = new Group(stranger);
    try (LogClient client = new LogClient(stranger, RatisProperties.of(stranger), group.peers())) {
      for (String member : List.of("s1", "s2")) {
        assertThatThrownBy(() -> client.groupInfo(RaftPeerId.valueOf(member)))
            .hasMessageContaining("UNAVAILABLE");
      }
    }
  }
}
