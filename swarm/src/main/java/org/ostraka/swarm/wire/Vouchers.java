package org.ostraka.swarm.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.X509ExtendedKeyManager;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Peer;
import org.ostraka.base.identity.Role;
import org.ostraka.swarm.MapMessage;

/** Seals vouchers as an owner, and checks those that come from peers (RFC section 8.9). */
public final class Vouchers {
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final byte[] CONTEXT = "pire2pire voucher 1 ".getBytes(US_ASCII);
  private static final long MOST_AHEAD = 300;

  private final SwarmTls tls;
  private final InstantSource clock;

  /** Vouchers of and for the members of one organisation. */
  public Vouchers(SwarmTls tls, InstantSource clock) {
    this.tls = tls;
    this.clock = clock;
  }

  /** Dates and signs a voucher. */
  public MapMessage.Voucher seal(MapMessage.Voucher unsigned) throws GeneralSecurityException {
    MapMessage.Voucher dated =
        new MapMessage.Voucher(
            unsigned.key(),
            unsigned.ownership(),
            clock.instant().getEpochSecond(),
            unsigned.lifetimeSeconds(),
            unsigned.clients(),
            MapMessage.Seal.NONE);
    Signature signer = Signature.getInstance(ALGORITHM);
    signer.initSign(privateKey());
    feed(signer, dated);
    MapMessage.Seal seal =
        new MapMessage.Seal(
            ByteBuffer.wrap(tls.identity().certificate().getEncoded()),
            ByteBuffer.wrap(signer.sign()));
    return new MapMessage.Voucher(
        dated.key(),
        dated.ownership(),
        dated.issuedSeconds(),
        dated.lifetimeSeconds(),
        dated.clients(),
        seal);
  }

  private PrivateKey privateKey() {
    X509ExtendedKeyManager keys = tls.identity().keyManager();
    return keys.getPrivateKey(keys.getClientAliases("EC", null)[0]);
  }

  private static void feed(Signature signature, MapMessage.Voucher voucher)
      throws GeneralSecurityException {
    signature.update(CONTEXT);
    signature.update(Encoder.signedPart(voucher));
  }

  /** Whether a voucher is to be believed now. The cheap conditions come first. */
  public boolean isGood(MapMessage.Voucher voucher) {
    Instant issued = Instant.ofEpochSecond(voucher.issuedSeconds());
    Instant now = clock.instant();
    if (issued.isAfter(now.plusSeconds(MOST_AHEAD))
        || issued.plusSeconds(voucher.lifetimeSeconds()).isBefore(now)) {
      return false;
    }
    try {
      X509Certificate certificate = certificateOf(voucher);
      if (!voucher.ownership().owner().belongsTo(certificate.getPublicKey())) {
        return false;
      }
      tls.memberTrust().checkClientTrusted(new X509Certificate[] {certificate}, "EC");
      Peer.of(certificate).require(Role.NODE);
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(certificate);
      feed(verifier, voucher);
      return verifier.verify(octets(voucher.seal().signature()));
    } catch (GeneralSecurityException | Fault | RuntimeException _) {
      return false;
    }
  }

  private static X509Certificate certificateOf(MapMessage.Voucher voucher)
      throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(octets(voucher.seal().certificate())));
  }

  private static byte[] octets(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.duplicate().get(octets);
    return octets;
  }
}
