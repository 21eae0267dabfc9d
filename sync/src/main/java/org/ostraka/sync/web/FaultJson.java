package org.ostraka.sync.web;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * A fault in an answer.
 *
 * @param error its code
 * @param kind what the caller can act on: {@link FaultKind} in lower case with hyphens
 * @param message one line for people
 */
record FaultJson(String error, String kind, String message) {

  static FaultJson of(Fault fault) {
    return new FaultJson(fault.code(), word(fault.kind()), fault.text());
  }

  private static String word(FaultKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of an answer.
   *
   * @param body JSON, if a server of ours gave it
   */
  static Fault read(int status, byte[] body) {
    try {
      return Json.answer(body, FaultJson.class).toFault();
    } catch (IOException _) {
      return new Fault(
          FaultKind.BROKEN,
          "not-a-ballot-server",
          "HTTP status %d without a fault that is known: is this a ballot server's address?"
              .formatted(status));
    }
  }

  Fault toFault() {
    FaultKind known =
        Stream.of(FaultKind.values())
            .filter(it -> word(it).equals(kind))
            .findAny()
            .orElse(FaultKind.BROKEN);
    return new Fault(known, error, message);
  }
}
