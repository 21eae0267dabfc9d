package org.ostraka.app.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.node.BallotNode;
import org.ostraka.app.organisation.Enlarging;
import org.ostraka.app.organisation.Founding;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MapService;
import org.ostraka.swarm.wire.SwarmTls;

/** A node that was alone is joined by a second ballot server and a second mapping server. */
final class EnlargementTest {
  @TempDir Path folder;

  private OrganisationDirectory organisation() {
    return new NodeFolder(folder.toAbsolutePath()).ballot();
  }

  /** A condition that comes true by itself. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static void vote(OneNodeTown town, String code) throws Exception {
    String form = "{\"code\":\"%s\",\"choice\":\"Solon\"}".formatted(code);
    assertThat(town.send("POST", "/api/v1/vote/archon", "", form).status()).isEqualTo(200);
  }

  private static JsonNode election(OneNodeTown town, String token) throws Exception {
    return town.send("GET", "/api/v1/elections/archon", token, "").json();
  }

  @Test
  void secondServersJoinAndHoldWhatTheFirstHolds() throws Exception {
    try (OneNodeTown town = new OneNodeTown(folder)) {
      String root = town.user("root", true);
      byte[] roll = "voter_id\ncode-ann\ncode-ben\n".getBytes(UTF_8);
      assertThat(town.send("POST", "/api/v1/elections/archon", root, roll).status()).isEqualTo(200);
      assertThat(town.send("POST", "/api/v1/elections/archon/open", root, "").status())
          .isEqualTo(200);
      vote(town, "code-ann");
      await(() -> election(town, root).path("valid").asInt() == 1);
    }
    int port = Founding.passingBasePort(1);
    ServerAddress second = new Enlarging(organisation(), "127.0.0.1", port).add(Instant.now());
    assertThat(second.id().value()).isEqualTo("s2");
    try (OneNodeTown town = new OneNodeTown(folder);
        BallotNode _ =
            BallotNode.start(organisation(), second.id(), organisation().settings(second.id()));
        MapService map = mappingServer(town)) {
      String root = town.user("warden", true);
      await(() -> holds(election(town, root), 1));
      vote(town, "code-ben");
      await(() -> holds(election(town, root), 2));
      map.start();
      await(() -> alive(town.send("GET", "/api/v1/swarm/servers", root, "").json()) == 2);
    }
  }

  /** Whether both servers answer, have applied the same, and so many ballots are valid. */
  private static boolean holds(JsonNode election, int valid) {
    JsonNode servers = election.path("servers");
    return servers.size() == 2
        && servers.findValues("reachable").stream().allMatch(JsonNode::asBoolean)
        && servers.path(1).path("acceptsBallots").asBoolean()
        && servers.path(0).path("applied").equals(servers.path(1).path("applied"))
        && election.path("valid").asInt() == valid;
  }

  private static long alive(JsonNode list) {
    return list.path("servers").findValuesAsText("state").stream().filter("alive"::equals).count();
  }

  private MapService mappingServer(OneNodeTown town) throws Exception {
    Instant now = Instant.now();
    SwarmTls tls =
        new SwarmTls(
            Authority.load(organisation().authority(), now)
                .issue(
                    new Subject("map-2", Role.NODE, List.of("127.0.0.1")),
                    now,
                    Authority.ISSUED_VALIDITY));
    Endpoint first = new Endpoint("127.0.0.1", town.serving().mapPort());
    MapService.Settings settings =
        new MapService.Settings("127.0.0.1", 0, List.of(first), MapLimits.USUAL);
    return new MapService(tls, settings, folder.resolve("map-2"), InstantSource.system());
  }

  @Test
  void serversThatCannotReachEachOtherAreNotPutTogether() throws Exception {
    Path alone = folder.resolve("alone");
    new Founding(alone, "Alone", List.of("127.0.0.1"), Founding.passingBasePort(1))
        .found(Instant.now());
    OrganisationDirectory organisation = new OrganisationDirectory(alone);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> new Enlarging(organisation, "files.example.org", 0).add(Instant.now()))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("local-addresses"));
    assertThat(organisation.read().servers()).hasSize(1);
    ServerAddress taken = organisation.read().servers().getFirst();
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(
            () -> new Enlarging(organisation, "127.0.0.1", taken.apiPort()).add(Instant.now()))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("port-taken"));
  }
}
