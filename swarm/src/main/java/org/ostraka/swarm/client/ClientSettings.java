package org.ostraka.swarm.client;

import java.util.List;
import org.ostraka.swarm.Endpoint;

/**
 * What the person who runs a client decides.
 *
 * @param servers mapping servers to begin with
 * @param port where peers are accepted; 0 for any free one
 * @param discovery whether the local network is asked too
 */
public record ClientSettings(List<Endpoint> servers, int port, boolean discovery, Limits limits) {

  /**
   * What a client takes and gives at most.
   *
   * @param peers connections for one file
   * @param uploadSlots peers that are served at a time
   * @param uploadRate bytes a second; 0 for no limit
   * @param downloadRate bytes a second; 0 for no limit
   */
  public record Limits(int peers, int uploadSlots, long uploadRate, long downloadRate) {

    /** For a desk in an office. */
    public static final Limits USUAL = new Limits(50, 16, 0, 0);
  }
}
