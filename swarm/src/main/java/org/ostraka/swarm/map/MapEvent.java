package org.ostraka.swarm.map;

import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.Message;

/** What happens to a mapping server. Links are numbers that the edge gives to connections. */
public sealed interface MapEvent {

  /**
   * A connection is up, and its other side has said who it is.
   *
   * @param dialled the endpoint that was asked for, when this server opened the connection
   */
  record Met(long link, Caller caller, Origin dialled) implements MapEvent {}

  /** A message came. */
  record Said(long link, Message message) implements MapEvent {}

  /** A connection that was met is closed. */
  record Gone(long link) implements MapEvent {}

  /** A connection that was asked for cannot be made. */
  record NotReached(Endpoint endpoint) implements MapEvent {}

  /** Some time has passed; comes about every tenth of a second. */
  record Tick() implements MapEvent {}
}
