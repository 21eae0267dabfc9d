package org.ostraka.ballot.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.box.DamagedFileException;
import org.ostraka.ballot.server.BallotServer;
import org.ostraka.ballot.server.RollFile;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request to its route: who calls, then what is asked, then the body's length, and only
 * then the body. Every fault leaves as one JSON object.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /**
   * Unread bodies up to this are passed over, for a caller whose connection breaks while it sends
   * does not read why it was refused.
   */
  private static final long PASSED_OVER = RollFile.MAX_BYTES;

  private final BallotServer server;
  private final List<Route> routes;
  private final ApiMetrics metrics;
  private final Bodies bodies = new Bodies();
  private final Callers callers = new Callers();

  Dispatcher(BallotServer server, List<Route> routes, ApiMetrics metrics) {
    this.server = server;
    this.routes = routes;
    this.metrics = metrics;
  }

  HttpRouting.Builder routing() {
    HttpRouting.Builder routing = HttpRouting.builder();
    for (Route route : routes) {
      Timer timer = metrics.timer(route);
      routing.route(
          Method.create(route.verb().name()),
          route.path(),
          (request, response) -> timed(timer, route, request, response));
    }
    return routing.any((request, response) -> send(noRoute(request), request, response));
  }

  private void timed(Timer timer, Route route, ServerRequest request, ServerResponse response) {
    long started = System.nanoTime();
    handle(route, request, response);
    timer.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
  }

  private void handle(Route route, ServerRequest request, ServerResponse response) {
    try {
      admit(route, request);
      requireCurrent(route);
      answer(route, request, response);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (Fault e) {
      send(e, request, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      send(Fault.of(FaultKind.INTERRUPTED, "this server is stopping"), request, response);
    } catch (IOException | RuntimeException e) {
      send(broken(route, e), request, response);
    }
  }

  private void admit(Route route, ServerRequest request) throws Fault {
    Certificate[] chain = request.remotePeer().tlsCertificates().orElse(new Certificate[0]);
    callers.of(chain).require(route.contract().roles().toArray(Role[]::new));
    Call.requireKnown(request, route.contract().query());
  }

  private void requireCurrent(Route route) throws Fault {
    if (route.needsTables() && !server.isCurrent()) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "catching-up",
          "server %s has started and is catching up with the others: wait, or ask another one"
              .formatted(server.id()));
    }
  }

  private void answer(Route route, ServerRequest request, ServerResponse response)
      throws Fault, IOException, InterruptedException {
    int length = Call.declaredLength(request, route.contract().maxBodyBytes());
    if (route.contract().maxBodyBytes() > Bodies.LARGEST || length == 0) {
      send(route.action().run(new Call(request, ByteBuffer.allocate(0))), response);
      return;
    }
    try (Bodies.Body body = body(request, length)) {
      send(route.action().run(new Call(request, body.content())), response);
    }
  }

  private Bodies.Body body(ServerRequest request, int length) throws Fault, InterruptedException {
    try {
      return bodies.read(request.content().inputStream(), length);
    } catch (IOException | RuntimeException e) {
      // The caller went away: there is nobody to answer and nothing to repair.
      throw new CloseConnectionException("a request broke off", e);
    }
  }

  private static void send(Answer answer, ServerResponse response) {
    switch (answer) {
      case Answer.Json(Object value) -> {
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.send(Json.bytes(value));
      }
      case Answer.Text text -> {
        response.header(HeaderNames.CONTENT_TYPE, text.type());
        response.send(text.body());
      }
      case Answer.Binary binary -> {
        response.header(HeaderValues.CONTENT_TYPE_OCTET_STREAM);
        binary.sendWith(response);
      }
      case Answer.Streamed streamed -> stream(streamed, response);
    }
  }

  /** Closes the body only when all of it is written: a part must not look like the whole. */
  private static void stream(Answer.Streamed answer, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, answer.type());
    OutputStream out = response.outputStream();
    try {
      answer.writer().writeTo(out);
      out.close();
    } catch (Fault | IOException | RuntimeException e) {
      LOG.error("an answer broke off", e);
      throw new CloseConnectionException("an answer broke off", e);
    }
  }

  private static Fault broken(Route route, Exception failure) {
    LOG.error("{} failed", route, failure);
    if (failure instanceof DamagedFileException damaged) {
      return Refusal.DAMAGED.fault(damaged.name());
    }
    return new Fault(
        FaultKind.BROKEN,
        "server-failed",
        "the server could not do this: its log says why (%s)"
            .formatted(failure.getClass().getSimpleName()));
  }

  private Fault noRoute(ServerRequest request) {
    String path = request.path().path();
    String verbs =
        routes.stream()
            .filter(route -> PathMatchers.create(route.path()).match(request.path()).accepted())
            .map(route -> route.verb().name())
            .collect(Collectors.joining(" or "));
    return verbs.isEmpty()
        ? new Fault(FaultKind.NOT_FOUND, "route-unknown", "there is nothing at " + path)
        : new Fault(
            FaultKind.UNSUPPORTED,
            "method-unknown",
            "%s cannot be done with %s: use %s"
                .formatted(request.prologue().method(), path, verbs));
  }

  private static void send(Fault fault, ServerRequest request, ServerResponse response) {
    response.status(fault.kind().httpStatus());
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
