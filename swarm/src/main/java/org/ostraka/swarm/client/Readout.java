package org.ostraka.swarm.client;

import java.util.List;
import java.util.OptionalLong;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Ownership;

/**
 * How one file is doing.
 *
 * @param bytesHeld of fragments that have been compared
 * @param place the server at which it is announced; empty for none
 * @param withinReach whether some peer holds each missing fragment
 * @param shunned peers that broke the rules or sent wrong data
 */
public record Readout(
    FileKey key,
    FileName name,
    long bytesHeld,
    Flow flow,
    Ownership ownership,
    String place,
    List<PeerReadout> peers,
    boolean withinReach,
    int shunned) {

  /** Bytes in all and bytes a second. */
  public record Flow(long downRate, long upRate, long uploaded, long redundant) {}

  /** One peer of a file. */
  public record PeerReadout(String name, String endpoint, long downloaded, long uploaded) {}

  public boolean isComplete() {
    return bytesHeld == key.size();
  }

  /** In seconds, at the present rate. */
  public OptionalLong secondsLeft() {
    return isComplete() || flow.downRate() == 0
        ? OptionalLong.empty()
        : OptionalLong.of((key.size() - bytesHeld) / flow.downRate());
  }
}
