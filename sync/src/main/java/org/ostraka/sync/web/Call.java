package org.ostraka.sync.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Session;
import org.ostraka.web.Credential;

/** One request: its parameters and body, each held against the rules when it is asked for. */
final class Call {
  private final ServerRequest request;
  private final @Nullable Session session;
  private final byte[] body;

  /**
   * A request that keeps its route's contract.
   *
   * @param session null where nobody needs to be signed in
   * @param body all of it
   */
  Call(ServerRequest request, @Nullable Session session, byte[] body) {
    this.request = request;
    this.session = session;
    this.body = body;
  }

  byte[] body() {
    return body;
  }

  /** The body as a JSON object of this form. */
  <T> T json(Class<T> form) throws Fault {
    return Json.read(body, form);
  }

  /** Whoever calls. */
  Session session() {
    if (session == null) {
      throw new IllegalStateException("a route for everybody asks who calls");
    }
    return session;
  }

  Principal principal() {
    return session().principal();
  }

  /** Whoever calls, for the audit log. */
  Actor actor() {
    return new Actor(principal().user().text(), address());
  }

  /** Where the request came from. */
  String address() {
    return request.remotePeer().host();
  }

  /** What the request shows to be let in. */
  Credential credential() {
    return Credential.of(request);
  }

  RepositoryName repository() throws Fault {
    return path("repository", RepositoryName::new);
  }

  NodeId node() throws Fault {
    return path("node", NodeId::parse);
  }

  /** A part of the path. */
  <T> T path(String parameter, Function<String, T> parser) throws Fault {
    return parse(request.path().pathParameters().get(parameter), parser);
  }

  /** A query parameter that must be there. */
  <T> T required(String parameter, Function<String, T> parser) throws Fault {
    return parse(
        text(parameter)
            .orElseThrow(() -> refused("the parameter %s is missing".formatted(parameter))),
        parser);
  }

  Optional<String> text(String parameter) {
    return request.query().first(parameter).asOptional();
  }

  /** Words separated by commas; none where it is not given. */
  List<String> words(String parameter) {
    return text(parameter).stream()
        .flatMap(words -> Stream.of(words.split(",", -1)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  boolean flag(String parameter) throws Fault {
    return switch (text(parameter).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("%s: true or false".formatted(parameter));
    };
  }

  /** A whole number of at least 0. */
  long number(String parameter, long otherwise, long most) throws Fault {
    Optional<String> given = text(parameter);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(given.get());
      if (0 <= value && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Refused below, as a number out of range is.
    }
    throw refused("%s: a number from 0 to %d".formatted(parameter, most));
  }

  /** Parses what somebody sent by a value's own rules. */
  static <T> T parse(String text, Function<String, T> parser) throws Fault {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  static Fault refused(String message) {
    return Fault.of(FaultKind.INVALID_INPUT, message);
  }

  /** Refuses parameters that the route does not have: a misspelt one would do nothing. */
  static void requireKnown(ServerRequest request, Set<String> known) throws Fault {
    Set<String> unknown = new TreeSet<>(request.query().names());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw refused(
          "unknown query parameters %s: this takes %s".formatted(unknown, new TreeSet<>(known)));
    }
    for (String name : request.query().names()) {
      if (request.query().all(name).size() > 1) {
        throw refused("query parameter %s: given more than once".formatted(name));
      }
    }
  }

  /**
   * The body's length as declared.
   *
   * @throws Fault INVALID_INPUT if it is not, TOO_LARGE if it exceeds {@code most}
   */
  static int declaredLength(ServerRequest request, long most) throws Fault {
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
    return Math.toIntExact(declared);
  }
}
