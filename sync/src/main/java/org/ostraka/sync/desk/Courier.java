package org.ostraka.sync.desk;

import org.ostraka.sync.RepositoryName;

/**
 * What transfers need.
 *
 * @param up how fast bytes may travel to the hub
 * @param down how fast bytes may travel from the hub
 */
record Courier(
    Hub hub, RepositoryName repository, DeskDisk disk, Workshop workshop, Pace up, Pace down) {

  /**
   * How many packs are under way at a time: while the hub forces some of them together, others
   * travel, and are there when it is done.
   */
  static final int PACKS_AHEAD = 8;
}
