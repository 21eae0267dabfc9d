package org.ostraka.swarm.client;

import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;

/** What the steward wants done, in order. */
public sealed interface StewardAction {

  /** Send a message to a server, connecting first where there is no connection. */
  record Tell(Endpoint server, Message message) implements StewardAction {}

  /** Close the connection to a server that does not answer; {@link StewardEvent.Lost} follows. */
  record Drop(Endpoint server) implements StewardAction {}

  /** The owner has told of holders. */
  record Found(MapMessage.Located located) implements StewardAction {}

  /** The owner has sent a voucher, which is to be checked. */
  record Vouched(MapMessage.Voucher voucher) implements StewardAction {}

  /** A voucher is good: its clients may be met, and it may be passed on. */
  record Trusted(MapMessage.Voucher voucher) implements StewardAction {}

  /** No server knows a file that this client has nothing of; told once a round. */
  record NowhereFound(FileKey key) implements StewardAction {}

  /** Servers were learned that were not known before: remember them. */
  record Learned() implements StewardAction {}

  /** A line for the log and for {@code --why}. */
  record Note(FileKey key, String line) implements StewardAction {}
}
