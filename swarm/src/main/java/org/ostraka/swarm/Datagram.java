package org.ostraka.swarm;

/**
 * What clients of a local network say to each other by UDP (RFC section 12). Nothing of it is to be
 * believed; it only says where to connect.
 */
public sealed interface Datagram extends Message {

  /** Who shares this file? */
  record Seek(int port, NodeId node, FileKey key) implements Datagram {}

  /** I do, at this port. */
  record Here(int port, NodeId node, FileKey key) implements Datagram {}
}
