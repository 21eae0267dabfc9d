package org.ostraka.sync.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.account.Sessions;
import org.ostraka.sync.chunk.DamagedChunkException;
import org.ostraka.sync.web.Contract.Access;
import org.ostraka.web.Credential;
import org.ostraka.web.PageRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request to its route: who calls, then what is asked, then the body's length, and only
 * then the body. Every fault leaves as one JSON object.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** Unread bodies up to this are passed over, so that the connection can be used again. */
  private static final long PASSED_OVER = 16 << 20;

  /** All bodies that are being read take no more than this, in KiB. */
  private static final int BODIES_KIB = 256 << 10;

  private static final int PATIENCE_SECONDS = 20;

  private final List<Route> routes;
  private final Sessions sessions;
  private final Semaphore memory = new Semaphore(BODIES_KIB, true);

  Dispatcher(List<Route> routes, Sessions sessions) {
    this.routes = routes;
    this.sessions = sessions;
  }

  HttpRouting.Builder routing(PageRoutes pages) {
    HttpRouting.Builder routing = pages.in(HttpRouting.builder());
    for (Route route : routes) {
      routing.route(
          Method.create(route.verb().name()),
          route.path(),
          (request, response) -> handle(route, request, response));
    }
    return routing.any((request, response) -> send(noRoute(request), request, response));
  }

  private void handle(Route route, ServerRequest request, ServerResponse response) {
    try {
      answer(route, request, response);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (Fault e) {
      send(e, request, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      send(Fault.of(FaultKind.INTERRUPTED, "this hub is stopping"), request, response);
    } catch (IOException | RuntimeException e) {
      send(broken(route, e), request, response);
    }
  }

  private void answer(Route route, ServerRequest request, ServerResponse response)
      throws Fault, IOException, InterruptedException {
    @Nullable Session session = admit(route, request);
    Call.requireKnown(request, route.contract().query());
    int length = Call.declaredLength(request, route.contract().maxBodyBytes());
    int kib = (length + 1023) / 1024;
    if (!memory.tryAcquire(kib, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new Fault(
          FaultKind.BUSY,
          "too-many-requests",
          "this hub is reading as many requests as it can hold: try again later");
    }
    Answer answer;
    try {
      answer = route.action().run(new Call(request, session, body(request, length)));
    } finally {
      memory.release(kib);
    }
    send(answer, response);
  }

  private @Nullable Session admit(Route route, ServerRequest request) throws Fault, IOException {
    Access access = route.contract().access();
    Credential credential = Credential.of(request);
    if (access == Access.ANYBODY) {
      credential.requireOwnPage(request);
      return null;
    }
    // Whoever is signed in no more is told so first, so that the page can ask for the password.
    Session session = sessions.require(credential.token());
    credential.requireOwnPage(request);
    if (access == Access.ADMINISTRATOR && !session.principal().admin()) {
      throw new Fault(
          FaultKind.ACCESS_DENIED,
          "not-administrator",
          "only an administrator may do this, signed in as a person and not as a desk");
    }
    return session;
  }

  private static byte[] body(ServerRequest request, int length) {
    byte[] body = new byte[length];
    if (length == 0) {
      return body;
    }
    try {
      if (request.content().inputStream().readNBytes(body, 0, length) == length) {
        return body;
      }
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("a request broke off", e);
    }
    // The caller went away: there is nobody to answer and nothing to repair.
    throw new CloseConnectionException("a request broke off");
  }

  private static void send(Answer answer, ServerResponse response) {
    response.header(HeaderValues.CACHE_NO_CACHE);
    guard(response);
    sendGuarded(answer, response);
  }

  private static void sendGuarded(Answer answer, ServerResponse response) {
    switch (answer) {
      case Answer.Json(Object value) -> {
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.send(Json.bytes(value));
      }
      case Answer.WithHeader(Answer inner, String name, String header) -> {
        response.header(HeaderNames.create(name), header);
        sendGuarded(inner, response);
      }
      case Answer.Streamed streamed -> stream(streamed, response);
    }
  }

  private static void guard(ServerResponse response) {
    PageRoutes.GUARDS.forEach(response::header);
    response.header(PageRoutes.BARE);
  }

  /** Closes the body only when all of it is written: a part must not look like the whole. */
  private static void stream(Answer.Streamed answer, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, answer.type());
    OutputStream out = response.outputStream();
    try {
      answer.writer().writeTo(out);
      out.close();
    } catch (Fault | IOException | RuntimeException e) {
      LOG.debug("an answer broke off", e);
      throw new CloseConnectionException("an answer broke off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("this hub is stopping", e);
    }
  }

  private static Fault broken(Route route, Exception failure) {
    LOG.error("{} failed", route, failure);
    FaultKind kind =
        failure instanceof DamagedChunkException ? FaultKind.CORRUPT : FaultKind.BROKEN;
    return new Fault(
        kind,
        kind == FaultKind.CORRUPT ? "damaged" : "hub-failed",
        "the hub could not do this: its log says why (%s)"
            .formatted(failure.getClass().getSimpleName()));
  }

  private Fault noRoute(ServerRequest request) {
    String verbs =
        routes.stream()
            .filter(route -> PathMatchers.create(route.path()).match(request.path()).accepted())
            .map(route -> route.verb().name())
            .collect(Collectors.joining(" or "));
    return verbs.isEmpty()
        ? new Fault(FaultKind.NOT_FOUND, "route-unknown", "there is nothing at this address")
        : new Fault(
            FaultKind.UNSUPPORTED,
            "method-unknown",
            "this cannot be done with %s: use %s".formatted(request.prologue().method(), verbs));
  }

  private static void send(Fault fault, ServerRequest request, ServerResponse response) {
    response.status(fault.kind().httpStatus());
    guard(response);
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    if (isTooLongToPassOver(request)) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    response.send(Json.bytes(FaultJson.of(fault)));
  }

  private static boolean isTooLongToPassOver(ServerRequest request) {
    return !request.content().consumed()
        && (request.headers().contains(HeaderNames.TRANSFER_ENCODING)
            || request.headers().contentLength().orElse(0) > PASSED_OVER);
  }
}
