package org.ostraka.sync.desk;

/** How fast bytes may travel in one direction. */
@FunctionalInterface
public interface Pace {

  /** As fast as they can. */
  Pace FREE = _ -> {};

  /** Returns when this many more bytes may travel. */
  void take(long bytes);
}
