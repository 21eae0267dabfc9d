package org.ostraka.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.security.MessageDigest;
import java.time.Duration;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The secret that a request shows: a program's bearer token, or a browser's cookie. A browser sends
 * its cookie whoever made it ask; so what it asks to be changed must carry a second secret, which
 * only our pages were told.
 *
 * @param token empty if the request shows none
 * @param ofBrowser whether it came as a cookie
 */
public record Credential(String token, boolean ofBrowser) {

  /** The prefix binds it to this host, to TLS and to the root path (RFC 6265bis, 4.1.3.2). */
  static final String COOKIE = "__Host-ostraka";

  private static final String BEARER = "Bearer ";
  private static final int CSRF_DIGITS = 32;
  private static final HeaderName CSRF = HeaderNames.create("X-CSRF");
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

  /** What this request shows. */
  public static Credential of(ServerRequest request) {
    String header = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    if (header.startsWith(BEARER)) {
      return new Credential(header.substring(BEARER.length()), false);
    }
    String cookie = request.headers().cookies().first(COOKIE).orElse("");
    return new Credential(cookie, !cookie.isEmpty());
  }

  /**
   * Passes unless a page of another site made a browser ask, whatever is shown.
   *
   * @throws Fault ACCESS_DENIED
   */
  static void requireOwnSite(ServerRequest request) throws Fault {
    String site = request.headers().first(FETCH_SITE).orElse("none");
    if (changes(request) && !site.equals("same-origin") && !site.equals("none")) {
      throw forged("a page of another site asked for this");
    }
  }

  private static boolean changes(ServerRequest request) {
    Method method = request.prologue().method();
    return !method.equals(Method.GET) && !method.equals(Method.HEAD);
  }

  /**
   * Passes unless somebody else's page made a browser ask in the name of whoever is signed in.
   *
   * @throws Fault ACCESS_DENIED
   */
  public void requireOwnPage(ServerRequest request) throws Fault {
    requireOwnSite(request);
    if (!changes(request)) {
      return;
    }
    String shown = request.headers().first(CSRF).orElse("");
    if (ofBrowser && !MessageDigest.isEqual(shown.getBytes(UTF_8), csrf(token).getBytes(UTF_8))) {
      throw forged("the header X-CSRF is missing or of another session: load the page again");
    }
  }

  private static Fault forged(String message) {
    return new Fault(FaultKind.ACCESS_DENIED, "csrf", message);
  }

  /** What a browser's changing requests must show beside the cookie with this token. */
  public static String csrf(String token) {
    return Digest.of(("csrf " + token).getBytes(UTF_8)).toString().substring(0, CSRF_DIGITS);
  }

  /**
   * The header by which a browser is given its token: no script reads it, no other site uses it.
   */
  public static String cookie(String token, Duration length) {
    return "%s=%s; Max-Age=%d; Path=/; Secure; HttpOnly; SameSite=Strict"
        .formatted(COOKIE, token, length.toSeconds());
  }

  /** The header by which a browser forgets it. */
  public static String noCookie() {
    return cookie("", Duration.ZERO);
  }

  /** Not the token. */
  @Override
  public String toString() {
    return "Credential[ofBrowser=%s]".formatted(ofBrowser);
  }
}
