package org.ostraka.swarm.client;

import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;

/** What happens to the download of one file. Peers are numbers that the edge gives. */
public sealed interface DownloadEvent {

  /** A peer has said what it holds. */
  record Joined(long peer, Holdings holdings) implements DownloadEvent {}

  /** A peer is gone, for whatever reason. */
  record Left(long peer) implements DownloadEvent {}

  /** A peer holds one fragment more. */
  record Has(long peer, int fragment) implements DownloadEvent {}

  /** A peer has begun to fetch a fragment, or given it up. */
  record Intends(long peer, int fragment, boolean taking) implements DownloadEvent {}

  /** Blocks that were asked for have arrived, been compared and written. */
  record Stored(long peer, Run run, int bytes) implements DownloadEvent {}

  /** Blocks that were asked for will not come. */
  record Refused(long peer, Run run, PeerMessage.Refusal reason) implements DownloadEvent {}

  /** Some time has passed; comes about every tenth of a second. */
  record Tick() implements DownloadEvent {}
}
