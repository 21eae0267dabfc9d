package org.ostraka.base.identity;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** X.509 certificates as they come from files: read, and held against the rules. */
final class Certificates {

  private Certificates() {}

  static X509Certificate parse(byte[] der, Path file) throws Fault {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException _) {
      throw Pem.CERTIFICATE.broken(file);
    }
  }

  /** SHA-256 of the encoding, written as {@code openssl x509 -fingerprint -sha256} does. */
  static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = Digest.of(certificate.getEncoded()).toBytes();
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate in memory has its encoding", e);
    }
  }

  static void requireValid(X509Certificate certificate, Instant now, Path file) throws Fault {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw refused(
          "certificate-expired",
          "%s expired at %s: have the organisation's authority issue another"
              .formatted(file, until));
    }
    if (now.isBefore(from)) {
      throw refused(
          "certificate-not-yet-valid",
          "%s is valid from %s and this machine says %s: set its clock".formatted(file, from, now));
    }
  }

  static void requireAuthority(X509Certificate certificate, Path file) throws Fault {
    if (certificate.getBasicConstraints() < 0) {
      throw refused(
          "not-an-authority",
          file + " is not an authority's certificate: put the organisation's authority.pem there");
    }
  }

  static void requireIssuedBy(X509Certificate authority, X509Certificate certificate, Path file)
      throws Fault {
    try {
      certificate.verify(authority.getPublicKey());
    } catch (GeneralSecurityException _) {
      throw refused(
          "foreign-certificate",
          file
              + " was not issued by the authority.pem beside it: put the two that belong together");
    }
  }

  static Fault refused(String code, String message) {
    return new Fault(FaultKind.INVALID_INPUT, code, message);
  }
}
