package org.ostraka.base.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Handshake.End;
import org.ostraka.base.identity.Handshake.Result;

/**
 * Who gets through a real handshake. Athens is the organisation, s1 its server and pericles its
 * operator; the second authority has the same name and another key.
 */
final class ConnectionTest {
  private final Instant now = Instant.now();
  private static final Duration YEAR = Duration.ofDays(365);
  private final Authority athens = Authority.create("Athens", now);
  private final Authority falseAthens = Authority.create("Athens", now);
  private final Identity server =
      athens.issue(new Subject("s1", Role.NODE, List.of("s1.example")), now, YEAR);
  private final Identity operator = athens.issue(Subject.of("pericles", Role.OPERATOR), now, YEAR);

  @Test
  void theTwoEndsKnowEachOther() throws Exception {
    for (String host : List.of("localhost", "127.0.0.1", "::1", "s1.example")) {
      Result result = Handshake.between(End.serving(server), End.connecting(operator), host);
      assertThat(result.server().peer()).isEqualTo(new Peer("pericles", Role.OPERATOR));
      assertThat(result.client().peer()).isEqualTo(new Peer("s1", Role.NODE));
      assertThat(result.server().protocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void everyRoleMayConnectAndIsToldApart() throws Exception {
    for (Role role : Role.values()) {
      Identity client = athens.issue(Subject.of("someone", role), now, YEAR);
      Result result = connect(End.connecting(client));
      assertThat(result.server().peer()).isEqualTo(new Peer("someone", role));
    }
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    SSLContext anonymous = SSLContext.getInstance("TLSv1.3");
    anonymous.init(null, new TrustManager[] {operator.trustManager()}, null);
    assertRefusedByServer(
        "Empty client certificate chain", connect(new End(anonymous, Identity.clientParameters())));
  }

  @Test
  void aServerThatForgetsToAskStillFindsNobodyThere() throws Exception {
    SSLContext anonymous = SSLContext.getInstance("TLSv1.3");
    anonymous.init(null, new TrustManager[] {operator.trustManager()}, null);
    Result result =
        Handshake.between(
            End.serving(server).with(new SSLParameters()),
            new End(anonymous, Identity.clientParameters()),
            "localhost");
    assertThat(result.server().refusal())
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(FaultKind.UNAUTHENTICATED));
  }

  @Test
  void aClientOfAForeignAuthorityOfTheSameNameIsRefused() throws Exception {
    Identity stranger = falseAthens.issue(Subject.of("pericles", Role.OPERATOR), now, YEAR);
    assertRefusedByServer("signature check failed", connect(showing(stranger.keyManager())));
  }

  @Test
  void aServerOfAForeignAuthorityOfTheSameNameIsRefused() throws Exception {
    Identity stranger = falseAthens.issue(Subject.of("s1", Role.NODE), now, YEAR);
    assertRefusedByClient("signature check failed", serve(End.serving(stranger)));
  }

  @Test
  void anExpiredClientIsRefused() throws Exception {
    Identity former =
        athens.issue(Subject.of("pericles", Role.OPERATOR), now.minus(YEAR), Duration.ofDays(1));
    assertRefusedByServer("validity check failed", connect(End.connecting(former)));
  }

  @Test
  void anExpiredServerIsRefused() throws Exception {
    Identity former =
        athens.issue(Subject.of("s1", Role.NODE), now.minus(YEAR), Duration.ofDays(1));
    assertRefusedByClient("validity check failed", serve(End.serving(former)));
  }

  @Test
  void aClientThatSpeaksOnlyTls12IsRefused() throws Exception {
    SSLParameters old = Identity.clientParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    assertRefusedByServer(
        "[TLSv1.2] are not accepted", connect(End.connecting(operator).with(old)));
  }

  @Test
  void aServerThatSpeaksTls12IsRefusedEvenByAClientThatForgotToForbidIt() throws Exception {
    SSLParameters old = Identity.serverParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    SSLParameters careless = Identity.clientParameters();
    careless.setProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
    Result result =
        Handshake.between(
            End.serving(server).with(old), End.connecting(operator).with(careless), "localhost");
    assertRefusedByClient("only TLSv1.3 is spoken here", result);
  }

  @Test
  void aClientThatForgetsToCheckTheServersNameRefusesToGoOn() throws Exception {
    Result result = connect(End.connecting(operator).with(new SSLParameters()));
    assertRefusedByClient("Identity.clientParameters()", result);
  }

  @Test
  void aServerUnderAnotherNameIsRefused() throws Exception {
    assertRefusedByClient(
        "s2.example",
        Handshake.between(End.serving(server), End.connecting(operator), "s2.example"));
  }

  @Test
  void onlyANodeCanBeTheServer() throws Exception {
    for (Role role : List.of(Role.OPERATOR, Role.VOTING, Role.CLIENT)) {
      Identity impostor = athens.issue(Subject.of("s1", role), now, YEAR);
      assertRefusedByClient("Extended key usage", serve(End.serving(impostor)));
    }
  }

  @Test
  void onlyTheRoleMakesANodeWhateverElseTheCertificatePermits() throws Exception {
    KeyPair keys = Keys.generate();
    KeyPair authorityKeys = Keys.generate();
    X509Certificate authority =
        Issuer.selfSigned(
            "Athens", authorityKeys, Issuer.Validity.startingAt(now, Duration.ofDays(1)));
    X509Certificate certificate =
        Forger.certificate(
            authority, authorityKeys.getPrivate(), keys, List.of("urn:ostraka:role:client"));
    X509ExtendedKeyManager key = Tls.keyManager(keys.getPrivate(), certificate, authority);
    End impostor = new End(Tls.context(key, operator.trustManager()), Identity.serverParameters());
    End client =
        new End(
            Tls.context(operator.keyManager(), OrganisationTrust.in(authority)),
            Identity.clientParameters());
    assertRefusedByClient(
        "has the role client and not node", Handshake.between(impostor, client, "localhost"));
  }

  @Test
  void aRoleThatTheAuthorityDoesNotKnowIsRefused() throws Exception {
    for (List<String> roles :
        List.of(
            List.<String>of(),
            List.of("urn:ostraka:role:emperor"),
            List.of("urn:ostraka:role:OPERATOR"),
            List.of("urn:ostraka:role:"),
            List.of("urn:ostraka:role:client", "urn:ostraka:role:operator"))) {
      assertRefusedByServer("role", connectWithSignedRoles(roles));
    }
  }

  @Test
  void aRoleThatTheAuthorityGaveIsAcceptedFromTheSameForge() throws Exception {
    Result result = connectWithSignedRoles(List.of("urn:ostraka:role:client"));
    assertThat(result.server().peer()).isEqualTo(new Peer("cleon", Role.CLIENT));
  }

  /** The authority itself signs, so that nothing but the roles can be the reason. */
  private Result connectWithSignedRoles(List<String> roles) throws Exception {
    KeyPair authorityKeys = Keys.generate();
    X509Certificate authority =
        Issuer.selfSigned(
            "Athens", authorityKeys, Issuer.Validity.startingAt(now, Duration.ofDays(1)));
    KeyPair keys = Keys.generate();
    X509Certificate certificate =
        Forger.certificate(authority, authorityKeys.getPrivate(), keys, roles);
    End judging =
        new End(
            Tls.context(server.keyManager(), OrganisationTrust.in(authority)),
            Identity.serverParameters());
    return Handshake.between(
        judging, showing(Tls.keyManager(keys.getPrivate(), certificate, authority)), "localhost");
  }

  @Test
  void aHolderCannotIssueCertificates() throws Exception {
    KeyPair holderKeys = Keys.generate();
    KeyPair authorityKeys = Keys.generate();
    Issuer.Validity validity = Issuer.Validity.startingAt(now, Duration.ofDays(1));
    X509Certificate authority = Issuer.selfSigned("Athens", authorityKeys, validity);
    X509Certificate holder =
        Issuer.issue(
            authority,
            authorityKeys.getPrivate(),
            Subject.of("s1", Role.NODE),
            holderKeys.getPublic(),
            validity);
    KeyPair keys = Keys.generate();
    X509Certificate forged =
        Forger.certificate(
            holder, holderKeys.getPrivate(), keys, List.of("urn:ostraka:role:operator"));
    End judging =
        new End(
            Tls.context(server.keyManager(), OrganisationTrust.in(authority)),
            Identity.serverParameters());
    assertRefusedByServer(
        "keyCertSign",
        Handshake.between(
            judging,
            showing(new StubbornKeyManager(keys.getPrivate(), forged, holder, authority)),
            "localhost"));
  }

  /** A client that trusts the server, whatever it shows of itself. */
  private End showing(X509ExtendedKeyManager key) {
    return new End(Tls.context(key, operator.trustManager()), Identity.clientParameters());
  }

  private Result connect(End client) throws Exception {
    return Handshake.between(End.serving(server), client, "localhost");
  }

  private Result serve(End server) throws Exception {
    return Handshake.between(server, End.connecting(operator), "localhost");
  }

  private static void assertRefusedByServer(String why, Result result) {
    System.err.println(
        "CASE "
            + StackWalker.getInstance().walk(f -> f.skip(1).findFirst()).get().getMethodName()
            + "\n   server: "
            + result.server()
            + "\n   client: "
            + result.client()
            + "\n   client cause: "
            + (result.client().refusal() == null ? null : result.client().refusal().getCause())
            + "\n   server cause: "
            + (result.server().refusal() == null ? null : result.server().refusal().getCause()));
    assertThat(result.server().peer()).isNull();
    assertThat(result.server().refusal()).hasMessageContaining(why);
    assertThat(result.client().refusal()).isNotNull();
  }

  private static void assertRefusedByClient(String why, Result result) {
    System.err.println(
        "CASE "
            + StackWalker.getInstance().walk(f -> f.skip(1).findFirst()).get().getMethodName()
            + "\n   server: "
            + result.server()
            + "\n   client: "
            + result.client()
            + "\n   client cause: "
            + (result.client().refusal() == null ? null : result.client().refusal().getCause())
            + "\n   server cause: "
            + (result.server().refusal() == null ? null : result.server().refusal().getCause()));
    assertThat(result.client().peer()).isNull();
    assertThat(result.client().refusal()).hasMessageContaining(why);
  }
}
