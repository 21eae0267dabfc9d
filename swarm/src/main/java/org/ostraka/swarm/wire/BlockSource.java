package org.ostraka.swarm.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.ostraka.swarm.Run;

/** Where the content of blocks that were asked for comes from. */
public interface BlockSource {

  /** How many bytes the run has. */
  int bytes(Run run);

  /**
   * Fills {@code target} with the run's content, on the thread that sends it; may wait for its turn
   * under a limit.
   */
  void read(Run run, ByteBuffer target) throws IOException, InterruptedException;
}
