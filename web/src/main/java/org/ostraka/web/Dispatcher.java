package org.ostraka.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.Header;
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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request to its route: who calls, then what is asked, then the body's length, and only
 * then the body. Every fault leaves as one JSON object.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final List<Route<?>> routes;
  private final Customs customs;
  private final Bodies bodies;

  Dispatcher(List<Route<?>> routes, Customs customs) {
    this.routes = routes;
    this.customs = customs;
    this.bodies = new Bodies(customs.limits());
  }

  HttpRouting.Builder routing(Pages pages) {
    HttpRouting.Builder routing = new PageRoutes(pages).in(HttpRouting.builder());
    for (Route<?> route : routes) {
      LongConsumer timer = customs.timer(route);
      routing.route(
          methods(route.verb()),
          PathMatchers.create(route.path()),
          (request, response) -> timed(timer, route, request, response));
    }
    return routing.any((request, response) -> send(noRoute(request), request, response));
  }

  /** What can be got can be asked about (RFC 9110, 9.3.2). */
  private static Predicate<Method> methods(Verb verb) {
    Method method = Method.create(verb.name());
    return verb == Verb.GET ? Method.predicate(method, Method.HEAD) : Method.predicate(method);
  }

  private void timed(
      LongConsumer timer, Route<?> route, ServerRequest request, ServerResponse response) {
    long started = System.nanoTime();
    handle(route, request, response);
    timer.accept(System.nanoTime() - started);
  }

  private void handle(Route<?> route, ServerRequest request, ServerResponse response) {
    try {
      answer(route, request, response);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (Fault e) {
      send(e, request, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Fault stopping =
          Fault.of(FaultKind.INTERRUPTED, "this %s is stopping".formatted(customs.self()));
      send(stopping, request, response);
    } catch (IOException | RuntimeException e) {
      send(broken(route, e), request, response);
    }
  }

  private <C> void answer(Route<C> route, ServerRequest request, ServerResponse response)
      throws Fault, IOException, InterruptedException {
    Contract<C> contract = route.contract();
    Head head = new Head(request);
    C caller = contract.door().admit(head);
    head.requireKnown(contract.query());
    customs.requireReady(route);
    long length = head.declaredLength(contract.maxBodyBytes());
    if (contract.body().streamed() || length == 0) {
      send(route.action().run(new Call<>(head, caller, ByteBuffer.allocate(0))), request, response);
      return;
    }
    Answer answer;
    try (Bodies.Body body = body(request, Math.toIntExact(length))) {
      answer = route.action().run(new Call<>(head, caller, body.content()));
    }
    send(answer, request, response);
  }

  private Bodies.Body body(ServerRequest request, int length) throws Fault, InterruptedException {
    try {
      return bodies.read(request.content().inputStream(), length);
    } catch (IOException | RuntimeException e) {
      // The caller went away: there is nobody to answer and nothing to repair.
      throw new CloseConnectionException("a request broke off", e);
    }
  }

  private void send(Answer answer, ServerRequest request, ServerResponse response) {
    guard(response);
    sendGuarded(answer, request, response);
  }

  private void guard(ServerResponse response) {
    if (customs.meetsBrowsers()) {
      response.header(HeaderValues.CACHE_NO_CACHE);
      PageRoutes.GUARDS.forEach(response::header);
      response.header(PageRoutes.BARE);
    }
  }

  private static void sendGuarded(Answer answer, ServerRequest request, ServerResponse response) {
    switch (answer) {
      case Answer.Json(Object value) -> {
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        sendBody(Json.bytes(value), request, response);
      }
      case Answer.Text text -> {
        response.header(HeaderNames.CONTENT_TYPE, text.type());
        sendBody(text.body().getBytes(UTF_8), request, response);
      }
      case Answer.Binary binary -> {
        response.header(HeaderValues.CONTENT_TYPE_OCTET_STREAM);
        sendBody(binary.bodyFor(response), request, response);
      }
      case Answer.WithHeader(Answer inner, String name, String value) -> {
        response.header(HeaderNames.create(name), value);
        sendGuarded(inner, request, response);
      }
      case Answer.Streamed streamed -> stream(streamed, request, response);
    }
  }

  /** Of a body that was only asked about, the length is told. */
  private static void sendBody(byte[] body, ServerRequest request, ServerResponse response) {
    if (isHead(request)) {
      response.header(lengthHeader(body.length));
      response.send();
    } else {
      response.send(body);
    }
  }

  private static Header lengthHeader(long length) {
    return HeaderValues.create(HeaderNames.CONTENT_LENGTH, length);
  }

  private static boolean isHead(ServerRequest request) {
    return request.prologue().method().equals(Method.HEAD);
  }

  /** Closes the body only when all of it is written: a part must not look like the whole. */
  private static void stream(
      Answer.Streamed answer, ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, answer.type());
    answer.length().ifPresent(length -> response.header(lengthHeader(length)));
    if (isHead(request)) {
      response.send();
      return;
    }
    OutputStream out = response.outputStream();
    try {
      answer.writer().writeTo(out);
      out.close();
    } catch (Fault | IOException | RuntimeException e) {
      LOG.debug("an answer broke off", e);
      throw new CloseConnectionException("an answer broke off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("an answer was interrupted", e);
    }
  }

  private Fault broken(Route<?> route, Exception failure) {
    LOG.error("{} failed", route, failure);
    return customs
        .meaningOf(failure)
        .orElseGet(() ->
            new Fault(
                FaultKind.BROKEN,
                customs.self() + "-failed",
                "the %s could not do this: its log says why (%s)"
                    .formatted(customs.self(), failure.getClass().getSimpleName())));
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

  private void send(Fault fault, ServerRequest request, ServerResponse response) {
    response.status(fault.kind().httpStatus());
    guard(response);
    response.header(HeaderValues.CONTENT_TYPE_JSON);
    if (isTooLongToPassOver(request)) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    sendBody(Json.bytes(FaultJson.of(fault)), request, response);
  }

  private boolean isTooLongToPassOver(ServerRequest request) {
    long declared = request.headers().contentLength().orElse(0);
    return !request.content().consumed()
        && (request.headers().contains(HeaderNames.TRANSFER_ENCODING)
            || declared > customs.limits().passedOverBytes());
  }
}
