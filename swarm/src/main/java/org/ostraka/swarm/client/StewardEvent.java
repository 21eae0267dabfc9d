package org.ostraka.swarm.client;

import java.util.List;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;

/** What happens to a client's knowledge of the owners of its files. */
public sealed interface StewardEvent {

  /** The client shares a file from now on, or wants to fetch it. */
  record Opened(FileKey key, FileName name, Holdings holdings, boolean wanted)
      implements StewardEvent {}

  /** The client holds more, or less. */
  record Holds(FileKey key, Holdings holdings) implements StewardEvent {}

  /** The client does not share the file any more. */
  record Closed(FileKey key) implements StewardEvent {}

  /** Servers that the client may use. */
  record Servers(List<Endpoint> endpoints) implements StewardEvent {}

  /** A connection to a server is up. */
  record Met(Endpoint server, NodeId node) implements StewardEvent {}

  /** A connection to a server is closed, or cannot be made. */
  record Lost(Endpoint server, boolean wasConnected) implements StewardEvent {}

  /** A server says something. */
  record Said(Endpoint server, Message message) implements StewardEvent {}

  /** A voucher has been checked and is good. */
  record Checked(MapMessage.Voucher voucher) implements StewardEvent {}

  /** Some time has passed; comes about every tenth of a second. */
  record Tick() implements StewardEvent {}
}
