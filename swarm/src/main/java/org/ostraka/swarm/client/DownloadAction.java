package org.ostraka.swarm.client;

import org.ostraka.swarm.Run;

/** What the download of one file wants done, in order. */
public sealed interface DownloadAction {

  /** Ask a peer for blocks, and for the proof of their fragment first if {@code proof}. */
  record Ask(long peer, Run run, boolean proof) implements DownloadAction {}

  /** Tell a peer that an ask needs no answer any more. */
  record Cancel(long peer, Run run) implements DownloadAction {}

  /** Tell all peers that a fragment is being fetched, or given up. */
  record Intend(int fragment, boolean taking) implements DownloadAction {}

  /** All blocks of a fragment are stored: serve it and tell everybody. */
  record Complete(int fragment) implements DownloadAction {}
}
