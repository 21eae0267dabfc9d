package org.ostraka.app.swarm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Applicant;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.PinnedTrust;
import org.ostraka.base.identity.Subject;

/**
 * The certifying of one new member over TLS 1.3: the member shows the secret of its token and its
 * public key, and gets its certificate and the authority's. Its private key stays where it is.
 *
 * <pre>
 * member   secret (32 hexadecimal digits), length (4 octets), public key
 * giver    length (4 octets), certificate, length (4 octets), the authority's certificate
 * </pre>
 */
final class Enrolment {
  private static final int MAX_KEY = 1024;
  private static final int MAX_CERTIFICATE = 16 * 1024;
  private static final int SECRET = 32;

  /** A secret of 128 bits cannot be guessed; the limit ends an invitation that is only probed. */
  private static final int TRIES = 100;

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private final Authority authority;
  private final Subject member;
  private final Invitation invitation;

  Enrolment(Authority authority, Subject member, Invitation invitation) {
    this.authority = authority;
    this.member = member;
    this.invitation = invitation;
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws Fault {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new Fault(FaultKind.BROKEN, "tls", "this Java platform lacks TLS 1.3", e);
    }
  }

  /** Listens for a member. */
  static SSLServerSocket listen(Identity giver, int port) throws IOException, Fault {
    SSLServerSocket socket =
        (SSLServerSocket)
            context(new KeyManager[] {giver.keyManager()}, new TrustManager[0])
                .getServerSocketFactory()
                .createServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(port));
    socket.setEnabledProtocols(PROTOCOLS);
    return socket;
  }

  /**
   * Waits for the member and gives it its certificate.
   *
   * @throws Fault UNAVAILABLE if it does not come in time, ACCESS_DENIED if only others come
   */
  void give(SSLServerSocket at, Duration patience) throws IOException, Fault {
    long end = System.nanoTime() + patience.toNanos();
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<SSLSocket> visitor = visitor(at, end);
      if (visitor.isEmpty()) {
        throw Fault.of(
            FaultKind.UNAVAILABLE, "nobody enrolled in time: the token is void, invite again");
      }
      if (serve(visitor.get())) {
        return;
      }
    }
    throw Fault.of(
        FaultKind.ACCESS_DENIED,
        "%d connections did not show the secret: the token is void, invite again".formatted(TRIES));
  }

  private static Optional<SSLSocket> visitor(SSLServerSocket at, long end) throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      return Optional.empty();
    }
    at.setSoTimeout((int) left);
    try {
      return Optional.of((SSLSocket) at.accept());
    } catch (SocketTimeoutException _) {
      return Optional.empty();
    }
  }

  /** Whether the visitor was the member; one that breaks off or shows nothing was not. */
  private boolean serve(SSLSocket visitor) throws Fault {
    try (visitor) {
      visitor.setSoTimeout(TIMEOUT_MILLIS);
      DataInputStream from = new DataInputStream(visitor.getInputStream());
      if (!invitation.isShown(from.readNBytes(SECRET))) {
        return false;
      }
      byte[] key = octets(from, MAX_KEY);
      byte[] certificate = authority.certify(member, key, Instant.now(), Authority.ISSUED_VALIDITY);
      DataOutputStream to = new DataOutputStream(visitor.getOutputStream());
      send(certificate, to);
      send(encoded(authority.certificate()), to);
      to.flush();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static void send(byte[] octets, DataOutputStream to) throws IOException {
    to.writeInt(octets.length);
    to.write(octets);
  }

  /** Shows the secret and a new key; returns the identity that the token promised. */
  static Identity take(Invitation invitation) throws IOException, Fault {
    Applicant applicant = Applicant.create();
    try (SSLSocket giver = connect(invitation)) {
      DataOutputStream to = new DataOutputStream(giver.getOutputStream());
      to.write(invitation.secret().getBytes(StandardCharsets.US_ASCII));
      send(applicant.publicKey(), to);
      to.flush();
      DataInputStream from = new DataInputStream(giver.getInputStream());
      byte[] certificate = octets(from, MAX_CERTIFICATE);
      byte[] authority = octets(from, MAX_CERTIFICATE);
      if (!Digest.of(authority).equals(invitation.authority())) {
        throw Fault.of(FaultKind.ACCESS_DENIED, "this is not the organisation of the token");
      }
      return applicant.accepted(certificate, authority, Instant.now());
    }
  }

  private static byte[] octets(DataInputStream from, int most) throws IOException {
    int length = from.readInt();
    if (length < 0 || length > most) {
      throw new IOException("the other side does not speak this protocol");
    }
    byte[] octets = new byte[length];
    from.readFully(octets);
    return octets;
  }

  private static SSLSocket connect(Invitation invitation) throws IOException, Fault {
    TrustManager[] trust = {PinnedTrust.inAuthority(invitation.authority())};
    SSLSocket socket =
        (SSLSocket) context(new KeyManager[0], trust).getSocketFactory().createSocket();
    socket.connect(
        new InetSocketAddress(invitation.endpoint().host(), invitation.endpoint().port()),
        TIMEOUT_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.startHandshake();
    return socket;
  }

  private static byte[] encoded(X509Certificate authority) throws Fault {
    try {
      return authority.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new Fault(FaultKind.CORRUPT, "authority", "the authority's certificate is broken", e);
    }
  }

  /** The digest by which a token names an authority. */
  static Digest digestOf(Authority authority) throws Fault {
    return Digest.of(encoded(authority.certificate()));
  }
}
