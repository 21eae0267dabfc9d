package org.ostraka.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.ProgramVersion;

/** What is known of a request before its body is read: where it comes from and what it shows. */
public final class Head {
  private final ServerRequest request;

  Head(ServerRequest request) {
    this.request = request;
  }

  ServerRequest request() {
    return request;
  }

  /** Where the request came from. */
  public String address() {
    return request.remotePeer().host();
  }

  /**
   * The chain that TLS has verified, the caller's own certificate first; empty if it showed none.
   */
  public Certificate[] certificates() {
    return request.remotePeer().tlsCertificates().orElse(new Certificate[0]);
  }

  /** Which release of ours asks; empty for a browser, or any other program. */
  public Optional<ProgramVersion> program() {
    return request.headers().first(HeaderNames.USER_AGENT).flatMap(ProgramVersion::ofUserAgent);
  }

  /** The token that it shows. */
  public Credential credential() {
    return Credential.of(request);
  }

  /**
   * Passes unless somebody else's page made a browser ask.
   *
   * @throws Fault ACCESS_DENIED, {@code csrf}
   */
  public void requireOwnPage() throws Fault {
    credential().requireOwnPage(request);
  }

  /**
   * As {@link #requireOwnPage}, where nobody's session counts: the cookie of one that has ended
   * keeps nobody from signing in.
   *
   * @throws Fault ACCESS_DENIED, {@code csrf}
   */
  void requireOwnSite() throws Fault {
    Credential.requireOwnSite(request);
  }

  /** Refuses parameters that the route does not have: a misspelt one would do nothing. */
  void requireKnown(Set<String> known) throws Fault {
    Set<String> unknown = new TreeSet<>(request.query().names());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw Call.refused(
          "unknown query parameters %s: this takes %s".formatted(unknown, new TreeSet<>(known)));
    }
    for (String name : request.query().names()) {
      if (request.query().all(name).size() > 1) {
        throw Call.refused("query parameter %s: given more than once".formatted(name));
      }
    }
  }

  /**
   * The body's length as declared.
   *
   * @throws Fault INVALID_INPUT if it is not, TOO_LARGE if it exceeds {@code most}
   */
  long declaredLength(long most) throws Fault {
    if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "length-required",
          "send the body with a Content-Length and not in chunks");
    }
    long declared = request.headers().contentLength().orElse(0);
    if (declared > most) {
      throw new Fault(
          FaultKind.TOO_LARGE,
          "body-too-large",
          most == 0
              ? "no body is expected here"
              : "a body of %,d bytes: at most %,d here".formatted(declared, most));
    }
    return declared;
  }
}
