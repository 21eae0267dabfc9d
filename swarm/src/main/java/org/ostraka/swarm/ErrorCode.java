package org.ostraka.swarm;

import java.util.Optional;

/** Why a connection is closed, or a request refused (RFC section 13). */
public enum ErrorCode {
  MALFORMED(0x0001),
  TOO_LONG(0x0002),
  UNEXPECTED(0x0003),
  VERSION(0x0004),
  ROLE(0x0005),
  IDENTITY(0x0006),
  TIMEOUT(0x0007),
  LIMIT(0x0008),
  BAD_DATA(0x0009),
  OVERLOAD(0x000a),
  SELF(0x000b),
  INTERNAL(0x000c),
  DUPLICATE(0x000d),
  UNKNOWN_FILE(0x0101),
  FULL(0x0102),
  BUSY(0x0103),
  EPOCH_JUMP(0x0104),
  UNREACHABLE(0x0105);

  private static final int FIRST_ANSWER = 0x0100;

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  /** The code of a number, if this version has it. */
  public static Optional<ErrorCode> of(int number) {
    for (ErrorCode code : values()) {
      if (code.number == number) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** How a receiver takes a number: one that it does not know like the nearest that it knows. */
  public static ErrorCode taken(int number) {
    return of(number).orElse(number < FIRST_ANSWER ? INTERNAL : BUSY);
  }

  /** Whether the connection ends with it. */
  public boolean closes() {
    return number < FIRST_ANSWER;
  }

  /** Whether the sender of such an error should not be met again for a minute. */
  public boolean shuns() {
    return switch (this) {
      case MALFORMED, TOO_LONG, VERSION, ROLE, IDENTITY, BAD_DATA -> true;
      case UNEXPECTED,
          TIMEOUT,
          LIMIT,
          OVERLOAD,
          SELF,
          INTERNAL,
          DUPLICATE,
          UNKNOWN_FILE,
          FULL,
          BUSY,
          EPOCH_JUMP,
          UNREACHABLE ->
          false;
    };
  }
}
