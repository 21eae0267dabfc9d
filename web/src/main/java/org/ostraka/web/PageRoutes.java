package org.ostraka.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How browsers get at pages, and the headers by which they guard what they were given. */
final class PageRoutes {

  /** On every answer, whatever it is: nothing is taken for what we do not say that it is. */
  static final List<Header> GUARDS =
      List.of(
          HeaderValues.create("X-Content-Type-Options", "nosniff"),
          HeaderValues.create("Referrer-Policy", "no-referrer"),
          HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"),
          HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"));

  /** On every answer that is no page: opened by itself it does nothing. */
  static final Header BARE =
      HeaderValues.create(
          "Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");

  /** A URL names no version, so that a browser asks each time; what it has it need not load. */
  private static final Header ASK_AGAIN = HeaderValues.create("Cache-Control", "no-cache");

  /**
   * Load what this server gives, and nothing else; blob: is what a page makes of content that it
   * has fetched.
   */
  private static final Header POLICY =
      HeaderValues.create(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
              + " font-src 'self'; connect-src 'self'; media-src blob:; frame-src 'self' blob:;"
              + " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");

  private static final Header PACKED = HeaderValues.create("Content-Encoding", "gzip");
  private static final Header BY_PACKING = HeaderValues.create("Vary", "Accept-Encoding");

  /** A browser that does not want it leaves it out, or says that its quality is nothing. */
  private static final Pattern GZIP =
      Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");

  private static final Predicate<Method> READS = Method.predicate(Method.GET, Method.HEAD);

  private final Pages pages;

  PageRoutes(Pages pages) {
    this.pages = pages;
  }

  /** Serves them; what is not there is left to whatever is routed later. */
  HttpRouting.Builder in(HttpRouting.Builder routing) {
    return routing
        .route(READS, PathMatchers.create("/"), this::give)
        .route(READS, PathMatchers.create("/console/*"), this::give);
  }

  private void give(ServerRequest request, ServerResponse response) throws IOException {
    Optional<Page> page = pages.at(request.path().path());
    if (page.isPresent()) {
      give(page.get(), request, response);
    } else {
      response.next();
    }
  }

  private static void give(Page page, ServerRequest request, ServerResponse response) {
    boolean packed = page.isSmallerPacked() && takesPacked(request);
    String tag = page.tag(packed);
    GUARDS.forEach(response::header);
    response.header(HeaderNames.ETAG, tag);
    response.header(ASK_AGAIN);
    response.header(BY_PACKING);
    if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(tag)) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(POLICY);
    response.header(HeaderNames.CONTENT_TYPE, page.type());
    if (packed) {
      response.header(PACKED);
    }
    byte[] content = page.content(packed);
    if (request.prologue().method().equals(Method.HEAD)) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, content.length));
      response.send();
    } else {
      response.send(content);
    }
  }

  private static boolean takesPacked(ServerRequest request) {
    String accepted = request.headers().first(HeaderNames.ACCEPT_ENCODING).orElse("");
    return GZIP.matcher(accepted).find();
  }
}
