package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.base.identity.Role;

/** What monitors and people see of a server. */
final class HealthTest {
  @TempDir private Path folder;
  private Polis polis;

  @BeforeEach
  void found() throws Exception {
    polis = new Polis(folder);
    polis.open("alice", "bob");
    polis.cast("alice", "n1", "Themistocles");
    polis.as(Role.VOTING).castAll(Polis.ARCHON, List.of(Polis.ballot("stranger", "n2", "x")));
  }

  @AfterEach
  void end() throws Exception {
    polis.close();
  }

  @Test
  void aServerThatAcceptsBallotsIsHealthy() throws Exception {
    try (RawClient monitor = polis.raw(Role.CLIENT)) {
      assertThat(monitor.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void metricsCountBallotsAndNameNoVoter() throws Exception {
    String metrics = polis.as(Role.CLIENT).view().metrics();
    assertThat(metrics)
        .contains("ostraka_ballots_recorded_total 1.0")
        .contains("ostraka_ballots_refused_total 1.0")
        .contains("ostraka_ballots{election=\"archon\",state=\"valid\"} 1.0")
        .contains("ostraka_ballots{election=\"archon\",state=\"pending\"} 0.0")
        .contains("ostraka_log_lag 0.0")
        .contains(
            "ostraka_requests_seconds_count{method=\"POST\",route=\"/v1/elections/{election}/ballots\"} 2")
        .doesNotContain("alice", "stranger", "Themistocles", "n1");
  }

  @Test
  void aServerTellsHowItStands() throws Exception {
    RemoteView view = polis.as(Role.CLIENT).view();
    ServerStatus status = view.status();
    assertThat(status.server()).isEqualTo(Polis.S1);
    assertThat(status.acceptsBallots()).isTrue();
    assertThat(status.log().leader()).contains(Polis.S1);
    ElectionStatus election = view.election(Polis.ARCHON);
    assertThat(election.election().phase()).isEqualTo(Phase.OPEN);
    assertThat(election.tally().valid()).isEqualTo(1);
    assertThat(election.pending()).isZero();
    assertThat(election.applied()).isEqualTo(status.log().applied());
  }
}
