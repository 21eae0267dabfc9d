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

  private static final Predicate<Method> READS = Method.predicate(Method.GET, Method.HEAD);

  private final Pages pages;

  PageRoutes(Pages pages) {
    this.pages = pages;
  }

  /** Serves them; what is not there is left to whatever is routed later. */
  HttpRouting.Builder in(HttpRouting.Builder routing) {
    return routing
        .route(READS, PathMatchers.create("/"), this::give)
        .route(READS, PathMatchers.create("/console/*"), this::give)
        .route(READS, PathMatchers.create("/lib/*"), this::give);
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
    GUARDS.forEach(response::header);
    response.header(HeaderNames.ETAG, page.tag());
    response.header(ASK_AGAIN);
    if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(page.tag())) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderValues.create("Content-Security-Policy", page.policy()));
    response.header(HeaderNames.CONTENT_TYPE, page.type());
    if (request.prologue().method().equals(Method.HEAD)) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, page.content().length));
      response.send();
    } else {
      response.send(page.content());
    }
  }
}
