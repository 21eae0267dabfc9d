package org.ostraka.base.identity;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Writes certificates that {@link Issuer} never would. */
final class Forger {

  private Forger() {}

  /**
   * A certificate for localhost with these alternative URIs and no limit of purpose, signed by that
   * key in the issuer's name.
   */
  static X509Certificate certificate(
      X509Certificate issuer, PrivateKey signer, KeyPair holder, List<String> uris)
      throws Exception {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
            BigInteger.TWO,
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofHours(1))),
            new X500Name("O=Athens,CN=cleon"),
            holder.getPublic());
    Stream<GeneralName> names =
        Stream.concat(
            Stream.of(new GeneralName(GeneralName.dNSName, "localhost")),
            uris.stream().map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(names.toArray(GeneralName[]::new)));
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(Keys.SIGNATURE).build(signer)));
  }
}
