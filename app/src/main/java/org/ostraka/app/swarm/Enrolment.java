package org.ostraka.app.swarm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;

/**
 * The giving of one identity to one new member over TLS 1.3: the member shows the secret of its
 * token, and gets key and certificate.
 */
final class Enrolment {
  private static final List<String> FILES =
      List.of(Identity.KEY_FILE, Identity.CERTIFICATE_FILE, Authority.CERTIFICATE_FILE);

  private static final int MAX_FILE = 64 * 1024;
  private static final int SECRET = 32;
  private static final int TRIES = 3;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private Enrolment() {}

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
   * Waits for the member and gives it the files of the identity.
   *
   * @throws Fault ACCESS_DENIED after three wrong secrets
   */
  static void give(SSLServerSocket at, Invitation invitation, Path identity)
      throws IOException, Fault {
    for (int wrong = 0; wrong < TRIES; wrong++) {
      try (SSLSocket member = (SSLSocket) at.accept()) {
        member.setSoTimeout(TIMEOUT_MILLIS);
        byte[] shown = member.getInputStream().readNBytes(SECRET);
        if (invitation.isShown(shown)) {
          send(identity, new DataOutputStream(member.getOutputStream()));
          return;
        }
      } catch (java.net.SocketTimeoutException e) {
        throw e;
      } catch (IOException _) {
        // A connection that fails counts as a wrong secret: tries are limited either way.
        continue;
      }
    }
    throw new Fault(
        FaultKind.ACCESS_DENIED,
        "wrong-secret",
        "three connections did not show the secret: invite again");
  }

  private static void send(Path identity, DataOutputStream to) throws IOException {
    for (String name : FILES) {
      byte[] content = Files.readAllBytes(identity.resolve(name));
      to.writeInt(content.length);
      to.write(content);
    }
    to.flush();
  }

  /** Shows the secret, takes the files, and keeps them when they are what the token promised. */
  static void take(Invitation invitation, Path identity) throws IOException, Fault {
    try (SSLSocket giver = connect(invitation)) {
      giver.getOutputStream().write(invitation.secret().getBytes(StandardCharsets.US_ASCII));
      giver.getOutputStream().flush();
      DataInputStream from = new DataInputStream(giver.getInputStream());
      FileDisk disk = FileDisk.ownerOnly();
      disk.createDirectories(identity);
      for (String name : FILES) {
        new AtomicFiles(disk).ensure(identity.resolve(name), file(from));
      }
    }
  }

  private static byte[] file(DataInputStream from) throws IOException, Fault {
    int length = from.readInt();
    if (length < 0 || length > MAX_FILE) {
      throw Fault.of(FaultKind.INVALID_INPUT, "the other side does not speak this protocol");
    }
    byte[] content = new byte[length];
    from.readFully(content);
    return content;
  }

  private static SSLSocket connect(Invitation invitation) throws IOException, Fault {
    TrustManager[] trust = {new PinnedAuthority(invitation.authority())};
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

  /** The digest by which a token names an authority. */
  static Digest digestOf(X509Certificate authority) throws Fault {
    try {
      return Digest.of(authority.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new Fault(FaultKind.CORRUPT, "authority", "the authority's certificate is broken", e);
    }
  }
}
