package org.ostraka.ballot.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** One request: its parameters and body, each held against the rules when it is asked for. */
final class Call {
  private final ServerRequest request;
  private final ByteBuffer body;

  /**
   * A request that keeps its route's contract.
   *
   * @param body all of it, or empty when the route reads {@link #stream}
   */
  Call(ServerRequest request, ByteBuffer body) {
    this.request = request;
    this.body = body;
  }

  /** The body, to be read up to its end. */
  ByteBuffer body() {
    return body;
  }

  /** The body as it comes. */
  InputStream stream() {
    return request.content().inputStream();
  }

  /** The body as a JSON object of this form. */
  <T> T json(Class<T> form) throws Fault {
    return Json.read(body, form);
  }

  ElectionName election() throws Fault {
    return parse(request.path().pathParameters().get("election"), ElectionName::new);
  }

  /** The last part of the path. */
  String part() {
    return request.path().pathParameters().get("part");
  }

  /** A path in the election's namespace; the root where it is not given. */
  BallotPath path(String parameter) throws Fault {
    return parse(query(parameter, ""), BallotPath::new);
  }

  boolean flag(String parameter) throws Fault {
    return switch (query(parameter, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("%s: true or false".formatted(parameter));
    };
  }

  /** A whole number; empty where it is not given. */
  OptionalLong number(String parameter, long least, long most) throws Fault {
    String text = query(parameter, "");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long value = Long.parseLong(text);
      if (least <= value && value <= most) {
        return OptionalLong.of(value);
      }
    } catch (NumberFormatException _) {
      // Refused below, as a number out of range is.
    }
    throw refused("%s: a number from %d to %d".formatted(parameter, least, most));
  }

  private String query(String parameter, String otherwise) {
    return request.query().first(parameter).orElse(otherwise);
  }

  private static <T> T parse(String text, Function<String, T> parser) throws Fault {
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
