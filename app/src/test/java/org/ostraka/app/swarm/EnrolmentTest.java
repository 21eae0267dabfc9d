package org.ostraka.app.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.swarm.Endpoint;

/** A new member, its token, and those who have none. */
class EnrolmentTest {
  @TempDir private Path folder = Path.of("");

  private final Authority authority = Authority.create("Town", Instant.now());
  private final ExecutorService inviter = Executors.newVirtualThreadPerTaskExecutor();
  private SSLServerSocket socket;
  private Invitation invitation;

  @BeforeEach
  void invite() throws Exception {
    socket = Enrolment.listen(identityOf("operator", Role.OPERATOR), 0);
    invitation =
        new Invitation(
            new Endpoint("127.0.0.1", socket.getLocalPort()),
            Invitation.drawSecret(),
            Enrolment.digestOf(authority));
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
    inviter.close();
  }

  private Identity identityOf(String name, Role role) {
    return authority.issue(Subject.of(name, role), Instant.now(), Duration.ofDays(1));
  }

  private Future<?> waiting(Duration patience) {
    Enrolment enrolment = new Enrolment(authority, Subject.of("alice", Role.CLIENT), invitation);
    return inviter.submit(() -> {
      enrolment.give(socket, patience);
      return true;
    });
  }

  @Test
  void theBearerOfTheTokenGetsAnIdentityOfTheOrganisation() throws Exception {
    Future<?> inviting = waiting(Duration.ofMinutes(1));
    Enrolment.take(Invitation.parse(invitation.text())).save(folder);
    inviting.get();

    Identity alice = Identity.load(folder, Instant.now());
    assertThat(alice.name()).isEqualTo("alice");
    assertThat(alice.role()).isEqualTo(Role.CLIENT);
    assertThat(alice.authority()).isEqualTo(authority.certificate());
  }

  @Test
  void anotherSecretGetsNothingAndLeavesTheTokenGood() throws Exception {
    Future<?> inviting = waiting(Duration.ofMinutes(1));
    Invitation guessed =
        new Invitation(invitation.endpoint(), Invitation.drawSecret(), invitation.authority());
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Enrolment.take(guessed));
    assertThat(Enrolment.take(invitation).name()).isEqualTo("alice");
    inviting.get();
  }

  @Test
  void theTokenIsGoodOnce() throws Exception {
    Future<?> inviting = waiting(Duration.ofMinutes(1));
    Enrolment.take(invitation);
    inviting.get();
    socket.close();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Enrolment.take(invitation));
  }

  @Test
  void aMemberDoesNotShowTheSecretToAnotherOrganisation() throws Exception {
    Future<?> inviting = waiting(Duration.ofSeconds(2));
    Invitation elsewhere =
        new Invitation(
            invitation.endpoint(),
            invitation.secret(),
            Enrolment.digestOf(Authority.create("Village", Instant.now())));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Enrolment.take(elsewhere));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(inviting::get)
        .withCauseInstanceOf(Fault.class)
        .withMessageContaining("nobody enrolled in time");
  }
}
