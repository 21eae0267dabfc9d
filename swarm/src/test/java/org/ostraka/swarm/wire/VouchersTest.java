package org.ostraka.swarm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;

/** Which lists of peers a client believes that another client passes on. */
class VouchersTest {
  private final Instant now = Instant.now();
  private static final int LIFETIME = 60;

  private final Authority authority = Authority.create("Town", now);
  private final SwarmTls server = member(authority, "map", Role.NODE);
  private final SwarmTls client = member(authority, "alice", Role.CLIENT);

  private SwarmTls member(Authority authority, String name, Role role) {
    return new SwarmTls(authority.issue(Subject.of(name, role), now, Duration.ofDays(1)));
  }

  private static NodeId node(SwarmTls tls) {
    return NodeId.of(tls.identity().certificate().getPublicKey(), 1);
  }

  private MapMessage.Voucher sealed(SwarmTls owner) throws Exception {
    FileKey key = new FileKey(Digest.of(new byte[1]), 1 << 20, new FragmentSize(16));
    MapMessage.Vouched bob =
        new MapMessage.Vouched(new NodeId(1, 2), new Endpoint("10.0.0.2", 7000));
    return new Vouchers(owner, () -> now)
        .seal(
            new MapMessage.Voucher(
                key,
                new Ownership(1, node(owner), 1),
                0,
                LIFETIME,
                List.of(bob),
                MapMessage.Seal.NONE));
  }

  private boolean isBelieved(MapMessage.Voucher voucher, InstantSource clock) {
    return new Vouchers(client, clock).isGood(voucher);
  }

  @Test
  void aListThatTheOwnerSignedIsBelievedForItsLifetime() throws Exception {
    MapMessage.Voucher voucher = sealed(server);
    assertThat(isBelieved(voucher, () -> now)).isTrue();
    assertThat(isBelieved(voucher, () -> now.plusSeconds(LIFETIME + 2))).as("old").isFalse();
    assertThat(isBelieved(voucher, () -> now.minusSeconds(3600))).as("of the future").isFalse();
  }

  @Test
  void aListThatWasChangedIsNotBelieved() throws Exception {
    MapMessage.Voucher good = sealed(server);
    MapMessage.Vouched mallory =
        new MapMessage.Vouched(new NodeId(1, 3), new Endpoint("10.6.6.6", 7000));
    MapMessage.Voucher changed =
        new MapMessage.Voucher(
            good.key(),
            good.ownership(),
            good.issuedSeconds(),
            good.lifetimeSeconds(),
            List.of(mallory),
            good.seal());
    assertThat(isBelieved(changed, () -> now)).isFalse();
  }

  @Test
  void aListThatAClientSignedIsNotBelieved() throws Exception {
    assertThat(isBelieved(sealed(client), () -> now)).isFalse();
  }

  @Test
  void aListOfAnotherOrganisationIsNotBelieved() throws Exception {
    SwarmTls stranger = member(Authority.create("Village", now), "map", Role.NODE);
    assertThat(isBelieved(sealed(stranger), () -> now)).isFalse();
  }

  @Test
  void aListSignedByAServerThatIsNotItsOwnerIsNotBelieved() throws Exception {
    MapMessage.Voucher good = sealed(server);
    NodeId other = node(member(authority, "map2", Role.NODE));
    MapMessage.Voucher claimed =
        new MapMessage.Voucher(
            good.key(),
            new Ownership(1, other, 1),
            good.issuedSeconds(),
            good.lifetimeSeconds(),
            good.clients(),
            good.seal());
    assertThat(isBelieved(claimed, () -> now)).isFalse();
  }
}
