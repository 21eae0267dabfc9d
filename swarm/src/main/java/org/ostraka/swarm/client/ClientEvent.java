package org.ostraka.swarm.client;

import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.NodeId;

/** What the thread that owns a client's state hears. */
sealed interface ClientEvent {

  /** Something about servers and owners. */
  record ForSteward(StewardEvent event) implements ClientEvent {}

  /** A file is shared or fetched from now on. */
  record Begin(Transfer transfer) implements ClientEvent {}

  /** A file is neither shared nor fetched any more. */
  record End(FileKey key) implements ClientEvent {}

  /** A peer is connected, for the file that it named. */
  record PeerMet(PeerLink peer) implements ClientEvent {}

  /** Something that a peer did for a download. */
  record PeerDid(PeerLink peer, DownloadEvent event) implements ClientEvent {}

  record PeerGone(PeerLink peer) implements ClientEvent {}

  /** A peer could not be connected to. */
  record PeerNotReached(FileKey key, NodeId node) implements ClientEvent {}

  /** Somebody may share this file there. */
  record Hint(FileKey key, NodeId node, Endpoint endpoint) implements ClientEvent {}

  /** A file cannot be fetched any further. */
  record Failed(FileKey key, Fault fault) implements ClientEvent {}

  /** The client stops. */
  record Stop() implements ClientEvent {}

  /** A complete file is in its place. */
  record Placed(FileKey key) implements ClientEvent {}
}
