package org.ostraka.swarm.wire;

import java.io.IOException;
import org.ostraka.swarm.ErrorCode;

/** What the other side sent breaks the protocol: the connection ends with this code. */
public final class WireException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param code what the other side is told
   * @param rule the rule that was broken
   */
  public WireException(ErrorCode code, String rule) {
    super(rule);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** The message, which is never null here. */
  public String rule() {
    String message = getMessage();
    return message == null ? code.name() : message;
  }
}
