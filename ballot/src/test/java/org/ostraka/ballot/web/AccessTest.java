package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.web.Route;

/** Who gets in, and to which route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {
  private static final Set<Role> NOBODY = Set.of();
  private Polis polis;

  @BeforeAll
  void found(@TempDir Path folder) throws Exception {
    polis = new Polis(folder);
    polis.register("alice");
  }

  @AfterAll
  void end() throws Exception {
    polis.close();
  }

  @Test
  void everyRouteLetsItsRolesInAndNoOther() throws Exception {
    Map<Route<?>, Set<Role>> let = new HashMap<>();
    for (Role role : Role.values()) {
      try (RawClient caller = polis.raw(role)) {
        for (Route<?> route : polis.api().routes()) {
          if (!call(caller, route).error().equals("wrong-role")) {
            let.computeIfAbsent(route, it -> new TreeSet<>()).add(role);
          }
        }
      }
    }
    for (Route<?> route : polis.api().routes()) {
      assertThat(let.getOrDefault(route, NOBODY))
          .as("%s", route)
          .isEqualTo(((RoleDoor) route.contract().door()).roles());
    }
  }

  /** Asks for what cannot be had, so that the call is refused in any case and does nothing. */
  private static Answered call(RawClient caller, Route<?> route) throws Exception {
    String path = route.path().replace("{election}", "archon").replace("{part}", "nothing");
    RawClient.Result result =
        caller.send(route.verb().name(), path + "?no-such-parameter=1", BodyPublishers.noBody());
    return new Answered(result.status(), result.error());
  }

  private record Answered(int status, String error) {}

  @Test
  void whatEachRoleMayNotDoIsSaidInWords() throws Exception {
    assertWrongRole(() -> polis.as(Role.VOTING).administration().open(Polis.ARCHON));
    assertWrongRole(() -> polis.as(Role.VOTING).view().validFile(Polis.ARCHON, path("n1")));
    assertWrongRole(() ->
        polis
            .as(Role.NODE)
            .administration()
            .register(Polis.ARCHON, Polis.OPTIONS, polis.file("roll.csv", "voter_id\nbob\n")));
    assertWrongRole(() ->
        polis.as(Role.OPERATOR).castAll(Polis.ARCHON, List.of(Polis.ballot("alice", "n1", "x"))));
    assertWrongRole(() -> polis.as(Role.CLIENT).space(Polis.ARCHON));
    assertWrongRole(() -> polis.as(Role.VOTING).makeDirectory(Polis.ARCHON, path("north")));
  }

  private static BallotPath path(String name) {
    return new BallotPath(name);
  }

  private static void assertWrongRole(ThrowingCallable call) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(call)
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("wrong-role");
          assertThat(fault.kind()).isEqualTo(FaultKind.ACCESS_DENIED);
        });
  }

  @Test
  void nobodyGetsInWithoutACertificate() throws Exception {
    SSLContext anonymous = SSLContext.getInstance("TLSv1.3");
    Identity voting = polis.identity("booth", Role.VOTING);
    anonymous.init(null, new TrustManager[] {voting.trustManager()}, null);
    assertShutOut(anonymous);
  }

  @Test
  void nobodyGetsInWithAnotherAuthoritysCertificate() throws Exception {
    Identity stranger =
        Authority.create("Athens", Instant.now())
            .issue(Subject.of("booth", Role.OPERATOR), Instant.now(), Duration.ofDays(1));
    X509ExtendedKeyManager foreign = stranger.keyManager();
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(
        new X509ExtendedKeyManager[] {foreign},
        new TrustManager[] {polis.identity("booth", Role.VOTING).trustManager()},
        null);
    assertShutOut(context);
  }

  private void assertShutOut(SSLContext context) {
    try (RawClient caller = new RawClient(polis, context)) {
      for (String path : new String[] {"/health", "/metrics", "/v1/status", "/"}) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.get(path));
      }
    }
  }

  @Test
  void aClientToldApartByItsFaultKnowsWhatToDo() throws Exception {
    Identity stranger =
        Authority.create("Athens", Instant.now())
            .issue(Subject.of("booth", Role.VOTING), Instant.now(), Duration.ofDays(1));
    try (RemoteBallotServer remote = new RemoteBallotServer(Polis.S1, polis.address(), stranger)) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> remote.space(Polis.ARCHON))
          .withMessageContaining("use those of one organisation")
          .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.UNAUTHENTICATED));
    }
  }
}
