package org.ostraka.ballot.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** A server's answer: what was asked for, or a fault. */
sealed interface Reply<T> {

  /** What was asked for. */
  record Done<T>(T body) implements Reply<T> {}

  /**
   * A fault.
   *
   * @param body JSON, if a server of ours gave it
   */
  record Refused<T>(int status, String body) implements Reply<T> {
    Fault toFault() {
      try {
        return Json.answer(body.getBytes(UTF_8), FaultJson.class).toFault();
      } catch (IOException _) {
        return new Fault(
            FaultKind.BROKEN,
            "not-a-ballot-server",
            "HTTP status %d without a fault that is known: is this a ballot server's address?"
                .formatted(status));
      }
    }
  }

  /** Reads the body as its status says. */
  static <T> BodySubscriber<Reply<T>> subscriber(ResponseInfo head, BodyHandler<T> body) {
    int status = head.statusCode();
    return status == 200
        ? BodySubscribers.mapping(body.apply(head), Done::new)
        : BodySubscribers.mapping(
            BodySubscribers.ofString(UTF_8), text -> new Refused<>(status, text));
  }
}
