package org.ostraka.swarm.map;

import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;

/** What a mapping server wants done, in order. */
public sealed interface MapAction {

  /** Send a message; nothing happens if the link is gone. */
  record Say(long link, Message message) implements MapAction {}

  /** Connect to a server; {@link MapEvent.Met} or {@link MapEvent.NotReached} follows. */
  record Dial(Endpoint endpoint) implements MapAction {}

  /** Close a connection, saying why. */
  record HangUp(long link, ErrorCode code, String reason) implements MapAction {}

  /** Sign a voucher and send it to a client. */
  record Vouch(Asker to, MapMessage.Voucher unsigned) implements MapAction {}

  /** What is to be remembered has changed: write it down soon. */
  record Remember() implements MapAction {}

  /** A line for the log. */
  record Note(String line) implements MapAction {}
}
