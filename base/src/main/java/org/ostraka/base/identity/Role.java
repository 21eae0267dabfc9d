package org.ostraka.base.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * What the holder of a certificate may be. A certificate has exactly one role, written into it by
 * the authority as a URI among its alternative names: {@code urn:ostraka:role:node}.
 */
public enum Role {
  /** A server of the organisation: the only role that clients connect to. */
  NODE,
  /** A person or program that administers: makes, opens and closes elections. */
  OPERATOR,
  /** A voting process: creates and writes ballot files, and administers nothing. */
  VOTING,
  /** Anybody else who may connect: downloads and shares files. */
  CLIENT;

  private static final String URN = "urn:ostraka:role:";

  /** {@code subjectAltName} tag of a URI (RFC 5280, section 4.2.1.6). */
  private static final int URI_NAME = 6;

  /** The role's name in certificates, messages and options, such as {@code node}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String uri() {
    return URN + word();
  }

  /**
   * The role of a certificate whose signature is verified already.
   *
   * @throws Fault UNAUTHENTICATED if it names no role, several, or one that does not exist
   */
  static Role of(X509Certificate verified) throws Fault {
    List<String> roles = uris(verified).stream().filter(uri -> uri.startsWith(URN)).toList();
    if (roles.size() != 1) {
      throw refused("must name one role and names " + roles.size(), verified);
    }
    return Stream.of(values())
        .filter(role -> role.uri().equals(roles.getFirst()))
        .findAny()
        .orElseThrow(() -> refused("names the unknown role " + roles.getFirst(), verified));
  }

  private static List<String> uris(X509Certificate certificate) throws Fault {
    try {
      @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.getFirst().equals(URI_NAME))
              .map(name -> name.get(1).toString())
              .toList();
    } catch (CertificateParsingException _) {
      throw refused("has alternative names that cannot be read", certificate);
    }
  }

  private static Fault refused(String rule, X509Certificate certificate) {
    return new Fault(
        FaultKind.UNAUTHENTICATED,
        "certificate-role",
        "the certificate of %s %s: have the organisation's authority issue another"
            .formatted(certificate.getSubjectX500Principal(), rule));
  }
}
