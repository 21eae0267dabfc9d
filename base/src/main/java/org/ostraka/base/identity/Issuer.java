package org.ostraka.base.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.ostraka.base.HostPort;

/** The writing of certificates: which fields and extensions ours have (RFC 5280). */
final class Issuer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 127;

  /** Machines whose clocks are a little behind accept a new certificate too. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

  private static final List<String> OWN_MACHINE = List.of("localhost", "127.0.0.1", "::1");

  private Issuer() {}

  /** When a certificate is valid. */
  record Validity(Instant from, Instant until) {
    static Validity startingAt(Instant now, Duration length) {
      return new Validity(now.minus(CLOCK_TOLERANCE), now.plus(length));
    }

    /** Nothing outlives the authority that vouches for it. */
    Validity within(X509Certificate authority) {
      Instant end = authority.getNotAfter().toInstant();
      return until.isAfter(end) ? new Validity(from, end) : this;
    }
  }

  static X509Certificate selfSigned(String organisation, KeyPair keys, Validity validity) {
    X500Name name = name(organisation, organisation + " authority");
    try {
      X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), validity);
      // Path length 0: it issues to holders, never to further authorities.
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return signed(builder, keys.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw impossible(e);
    }
  }

  static X509Certificate issue(
      X509Certificate authority,
      PrivateKey authorityKey,
      Subject subject,
      PublicKey holderKey,
      Validity validity) {
    X500Name issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    X500Name holder = name(organisation(issuer), subject.name());
    try {
      X509v3CertificateBuilder builder =
          builder(issuer, holder, holderKey, validity.within(authority));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublicKey()));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, true, purposes(subject.role()));
      builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(subject));
      return signed(builder, authorityKey);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw impossible(e);
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name holder, PublicKey holderKey, Validity validity)
      throws GeneralSecurityException, IOException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, RANDOM).setBit(0),
            Date.from(validity.from()),
            Date.from(validity.until()),
            holder,
            holderKey);
    return builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(holderKey));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(Keys.SIGNATURE).build(key)));
  }

  private static X500Name name(String organisation, String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, organisation)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private static String organisation(X500Name authority) {
    return IETFUtils.valueToString(authority.getRDNs(BCStyle.O)[0].getFirst().getValue());
  }

  /** Only a node may stand at the serving end: no other certificate can pass for a server. */
  private static ExtendedKeyUsage purposes(Role role) {
    return switch (role) {
      case NODE ->
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
      case OPERATOR, VOTING, CLIENT -> new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
    };
  }

  private static GeneralNames alternativeNames(Subject subject) {
    GeneralName role = new GeneralName(GeneralName.uniformResourceIdentifier, subject.role().uri());
    return new GeneralNames(
        Stream.concat(Stream.of(role), hosts(subject).stream().map(Issuer::hostName))
            .toArray(GeneralName[]::new));
  }

  private static Set<String> hosts(Subject subject) {
    Set<String> hosts = new LinkedHashSet<>(subject.hosts());
    if (subject.role() == Role.NODE) {
      hosts.addAll(OWN_MACHINE);
    }
    return hosts;
  }

  private static GeneralName hostName(String host) {
    int kind = HostPort.isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName;
    return new GeneralName(kind, host);
  }

  private static IllegalStateException impossible(Exception e) {
    return new IllegalStateException("every Java platform signs with P-256", e);
  }
}
