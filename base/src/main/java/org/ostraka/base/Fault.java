package org.ostraka.base;

import java.util.Locale;

/**
 * A refusal or failure that a person will read: its kind decides errno, exit code and HTTP status,
 * its code names the rule in the words of the documentation, its message says what to do next.
 */
public final class Fault extends Exception {
  private static final long serialVersionUID = 1L;

  private final FaultKind kind;
  private final String code;

  /**
   * @param kind what the caller can act on
   * @param code the rule's name, lower case with hyphens, such as {@code voter-already-used}
   * @param message one line that names the input and the rule
   */
  public Fault(FaultKind kind, String code, String message) {
    super(message);
    this.kind = kind;
    this.code = code;
  }

  /** A fault with a cause that a log should show. */
  public Fault(FaultKind kind, String code, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  /** A fault whose code is the kind's own name. */
  public static Fault of(FaultKind kind, String message) {
    return new Fault(kind, kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), message);
  }

  public FaultKind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  /** The message, which is never null here. */
  public String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
