package org.ostraka.sync.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.PinnedTrust;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Sessions.Proof;
import org.ostraka.web.Json;

/** The first contact with a hub: what it shows, and the exchange of a password for a token. */
public final class HubLogin {
  private static final int TIMEOUT_MILLIS = 10_000;

  private HubLogin() {}

  /**
   * The fingerprint of whatever certificate is shown at an address: to be compared by a person with
   * what the hub printed, before anything is sent there.
   */
  public static String fingerprintAt(HostPort address) throws Fault {
    // The handshake ends, in which nothing of ours is sent; the certificate is remembered.
    AtomicReference<@Nullable X509Certificate> shown = new AtomicReference<>();
    PinnedTrust seen = PinnedTrust.by(chain -> shown.set(chain[0]));
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, new TrustManager[] {seen}, null);
      try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(address.host(), address.port()), TIMEOUT_MILLIS);
        socket.startHandshake();
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    } catch (IOException e) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "hub-unreachable",
          "the hub at %s cannot be reached (%s): check address and port"
              .formatted(address, e.getMessage()),
          e);
    }
    @Nullable X509Certificate certificate = shown.get();
    if (certificate == null) {
      throw new IllegalStateException("TLS without a certificate");
    }
    return HubTls.fingerprint(certificate);
  }

  /** Signs in somebody who needs no code. */
  public static String signIn(
      HubAddress hub, UserName user, String password, Optional<DeskName> desk)
      throws Fault, IOException, InterruptedException {
    return signIn(hub, user, new Proof(password, Optional.empty()), desk);
  }

  /**
   * Signs in.
   *
   * @param desk the desk that signs in to stay; empty for a session of a person
   * @return the token
   */
  public static String signIn(HubAddress hub, UserName user, Proof proof, Optional<DeskName> desk)
      throws Fault, IOException, InterruptedException {
    return token(hub, form(user, proof, desk, false));
  }

  /**
   * As {@link #signIn(HubAddress, UserName, Proof, Optional)}, for a desk that is new.
   *
   * @throws Fault {@code desk-exists} if the hub knows a desk of this name: otherwise the token of
   *     that one would end
   */
  public static String signInNew(HubAddress hub, UserName user, Proof proof, DeskName desk)
      throws Fault, IOException, InterruptedException {
    return token(hub, form(user, proof, Optional.of(desk), true));
  }

  private static Forms.SignIn form(
      UserName user, Proof proof, Optional<DeskName> desk, boolean isNew) {
    return new Forms.SignIn(
        user.text(),
        proof.password(),
        proof.replacement().orElse(null),
        proof.code().orElse(null),
        desk.map(DeskName::text).orElse(null),
        isNew,
        false);
  }

  private static String token(HubAddress hub, Forms.SignIn form)
      throws Fault, IOException, InterruptedException {
    try (HubConnection connection = new HubConnection(hub, "")) {
      Forms.SignedIn signedIn =
          connection.json("POST", SessionRoutes.SESSIONS, form, Forms.SignedIn.class);
      return Json.require(signedIn.token(), "token");
    }
  }
}
