package org.ostraka.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** How a failed command ends: one clear line, one exit code. */
final class Failures {
  private final Console console;
  private final boolean debug;

  Failures(Console console, boolean debug) {
    this.console = console;
    this.debug = debug;
  }

  /**
   * Says what failed.
   *
   * @param json whether the result was to be a JSON object
   */
  int report(Exception failure, boolean json) {
    Fault fault = faultOf(failure);
    if (debug) {
      failure.printStackTrace(console.err());
    }
    console.err().println("ostraka: " + fault.text().lines().findFirst().orElse(fault.code()));
    if (json) {
      ObjectNode object = Json.object();
      object.putObject("error").put("code", fault.code()).put("message", fault.text());
      console.out().println(Json.text(object));
    }
    return fault.kind().exitCode();
  }

  private static Fault faultOf(Exception failure) {
    return switch (failure) {
      case Fault fault -> fault;
      case InterruptedException e ->
          new Fault(FaultKind.INTERRUPTED, "interrupted", "interrupted", e);
      case IllegalArgumentException e ->
          new Fault(FaultKind.INVALID_INPUT, "invalid-input", said(e), e);
      case IOException e -> new Fault(FaultKind.BROKEN, "broken", said(e), e);
      case Exception e ->
          new Fault(
              FaultKind.BROKEN,
              "defect",
              "a defect of this program: %s (--debug shows where)".formatted(e),
              e);
    };
  }

  private static String said(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
