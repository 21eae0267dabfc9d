package org.ostraka.sync.account;

import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** The refusals of this package in words. */
final class Refusals {

  private Refusals() {}

  static Fault unknown(String what, Object name) {
    return new Fault(
        FaultKind.NOT_FOUND, what + "-unknown", "there is no %s '%s'".formatted(what, name));
  }

  static Fault exists(String what, Object name) {
    return new Fault(
        FaultKind.ALREADY_EXISTS,
        what + "-exists",
        "a %s '%s' exists: choose another name".formatted(what, name));
  }
}
