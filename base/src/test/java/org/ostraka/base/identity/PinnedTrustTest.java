package org.ostraka.base.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;

/** Which servers an end accepts that knows one beforehand, or its authority. */
final class PinnedTrustTest {
  private static final String ANY = "UNKNOWN";

  private final Instant now = Instant.now();
  private final Authority authority = Authority.create("Athens", now);
  private final X509Certificate[] shown = chain(authority);
  private final X509Certificate[] others = chain(Authority.create("Sparta", now));

  private X509Certificate[] chain(Authority authority) {
    Identity hub = authority.issue(Subject.of("hub", Role.NODE), now, Duration.ofDays(1));
    return new X509Certificate[] {hub.certificate(), hub.authority()};
  }

  private static Digest digest(X509Certificate certificate) throws CertificateException {
    return Digest.of(certificate.getEncoded());
  }

  @Test
  void exactlyTheOneCertificateIsAccepted() throws Exception {
    PinnedTrust trust = PinnedTrust.inCertificate(digest(shown[0]));
    assertThatCode(() -> trust.checkServerTrusted(shown, ANY)).doesNotThrowAnyException();
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> trust.checkServerTrusted(others, ANY))
        .withMessageContaining(Certificates.fingerprint(others[0]));
    assertThatExceptionOfType(CertificateException.class)
        .as("another certificate of the same authority")
        .isThrownBy(() -> trust.checkServerTrusted(chain(authority), ANY));
  }

  @Test
  void whomTheAuthorityHasCertifiedIsAccepted() throws Exception {
    PinnedTrust trust = PinnedTrust.inAuthority(digest(shown[1]));
    assertThatCode(() -> trust.checkServerTrusted(shown, ANY)).doesNotThrowAnyException();
    assertThatCode(() -> trust.checkServerTrusted(chain(authority), ANY))
        .doesNotThrowAnyException();
    X509Certificate[] forged = {others[0], shown[1]};
    X509Certificate[] alone = {shown[1]};
    for (X509Certificate[] chain : new X509Certificate[][] {others, forged, alone}) {
      assertThatExceptionOfType(CertificateException.class)
          .isThrownBy(() -> trust.checkServerTrusted(chain, ANY));
    }
  }

  @Test
  void noClientIsAccepted() throws Exception {
    PinnedTrust trust = PinnedTrust.inCertificate(digest(shown[0]));
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> trust.checkClientTrusted(shown, ANY));
  }
}
