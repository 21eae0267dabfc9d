package org.ostraka.web;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * One request: its parameters and body, each held against the rules when it is asked for.
 *
 * @param <C> whoever calls
 */
public final class Call<C> {
  private final Head head;
  private final C caller;
  private final ByteBuffer body;

  /**
   * A request that keeps its route's contract.
   *
   * @param body all of it, or empty when the route reads {@link #stream}
   */
  Call(Head head, C caller, ByteBuffer body) {
    this.head = head;
    this.caller = caller;
    this.body = body;
  }

  /** Whoever calls. */
  public C caller() {
    return caller;
  }

  /** What is known without the body. */
  public Head head() {
    return head;
  }

  /** Where the request came from. */
  public String address() {
    return head.address();
  }

  /** The body, to be read up to its end and not to be kept: its memory is used again. */
  public ByteBuffer body() {
    return body;
  }

  /** The body as it comes. */
  public InputStream stream() {
    return head.request().content().inputStream();
  }

  /** The length that a streamed body was declared to have, in bytes. */
  public long streamLength() {
    return head.request().headers().contentLength().orElse(0);
  }

  /** The body as a JSON object of this form. */
  public <T> T json(Class<T> form) throws Fault {
    return Json.read(body, form);
  }

  /** A part of the path. */
  public <T> T path(String parameter, Function<String, T> parser) throws Fault {
    return parse(head.request().path().pathParameters().get(parameter), parser);
  }

  /** A query parameter that must be there. */
  public <T> T required(String parameter, Function<String, T> parser) throws Fault {
    return parse(
        text(parameter)
            .orElseThrow(() -> refused("the parameter %s is missing".formatted(parameter))),
        parser);
  }

  /** A query parameter. */
  public Optional<String> text(String parameter) {
    return head.request().query().first(parameter).asOptional();
  }

  /** Words separated by commas; none where it is not given. */
  public List<String> words(String parameter) {
    return text(parameter).stream()
        .flatMap(words -> Stream.of(words.split(",", -1)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** True or false; false where it is not given. */
  public boolean flag(String parameter) throws Fault {
    return switch (text(parameter).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("%s: true or false".formatted(parameter));
    };
  }

  /** A whole number from 0 on. */
  public long number(String parameter, long otherwise, long most) throws Fault {
    return within(parameter, 0, most).orElse(otherwise);
  }

  /** A whole number; empty where it is not given. */
  public OptionalLong within(String parameter, long least, long most) throws Fault {
    Optional<String> given = text(parameter);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long value = Long.parseLong(given.get());
      if (least <= value && value <= most) {
        return OptionalLong.of(value);
      }
    } catch (NumberFormatException _) {
      // Refused below, as a number out of range is.
    }
    throw refused("%s: a number from %d to %d".formatted(parameter, least, most));
  }

  /** Parses what somebody sent by a value's own rules. */
  public static <T> T parse(String text, Function<String, T> parser) throws Fault {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** A value breaks a rule. */
  public static Fault refused(String message) {
    return Fault.of(FaultKind.INVALID_INPUT, message);
  }
}
