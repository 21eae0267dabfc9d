package org.ostraka.ballot.server;

import java.util.List;
import org.ostraka.sim.Simulation;

/** What everybody in a simulated organisation shares. */
interface World {
  Simulation simulation();

  SimLog log();

  Witness witness();

  Sabotage sabotage();

  ServerLimits limits();

  List<SimServer> servers();

  /** The names of the servers. */
  List<String> names();
}
