package org.ostraka.base.identity;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Who is at the other end of a connection, as the organisation's authority says.
 *
 * @param name the holder's name in the organisation
 * @param role the holder's one role
 */
public record Peer(String name, Role role) {

  /**
   * The other end of a TLS connection.
   *
   * @throws Fault UNAUTHENTICATED if it showed no certificate
   */
  public static Peer of(SSLSession session) throws Fault {
    try {
      return of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException _) {
      throw anonymous();
    }
  }

  /**
   * The holder of a certificate chain, its own certificate first, that TLS has verified.
   *
   * @throws Fault UNAUTHENTICATED if the chain is empty or its holder has no role here
   */
  public static Peer of(Certificate... verified) throws Fault {
    if (verified.length == 0 || !(verified[0] instanceof X509Certificate certificate)) {
      throw anonymous();
    }
    return new Peer(commonName(certificate), Role.of(certificate));
  }

  private static String commonName(X509Certificate certificate) throws Fault {
    RDN[] names =
        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
            .getRDNs(BCStyle.CN);
    if (names.length != 1) {
      throw new Fault(
          FaultKind.UNAUTHENTICATED,
          "certificate-name",
          "the certificate must name one holder and names " + names.length);
    }
    return IETFUtils.valueToString(names[0].getFirst().getValue());
  }

  /**
   * Lets only these roles pass.
   *
   * @throws Fault ACCESS_DENIED for any other
   */
  public void require(Role... allowed) throws Fault {
    if (!List.of(allowed).contains(role)) {
      String words = Stream.of(allowed).map(Role::word).collect(Collectors.joining(" or "));
      throw new Fault(
          FaultKind.ACCESS_DENIED,
          "wrong-role",
          "%s has the role %s and this needs %s: use a certificate with that role"
              .formatted(name, role.word(), words));
    }
  }

  private static Fault anonymous() {
    return new Fault(
        FaultKind.UNAUTHENTICATED,
        "no-certificate",
        "the connection shows no certificate: connect with one of this organisation");
  }
}
