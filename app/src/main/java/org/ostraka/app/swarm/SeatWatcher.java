package org.ostraka.app.swarm;

import java.io.IOException;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.client.ClientWatcher;
import org.ostraka.swarm.client.Readout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what happens in a client that only serves: troubles go to the log. */
final class SeatWatcher implements ClientWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(SeatWatcher.class);

  private final ClientFolder folder;

  SeatWatcher(ClientFolder folder) {
    this.folder = folder;
  }

  @Override
  public void second(List<Readout> files) {}

  @Override
  public void complete(FileKey key) {}

  @Override
  public void placed(FileKey key) {}

  @Override
  public void failed(FileKey key, Fault fault) {
    LOG.warn("{} is not shared any more: {}", key.root(), fault.text());
  }

  @Override
  public void nowhereFound(FileKey key) {}

  @Override
  public void learned(List<Endpoint> servers) {
    try {
      folder.remember(servers);
    } catch (IOException e) {
      LOG.warn("the servers could not be remembered: {}", e.toString());
    }
  }

  @Override
  public void note(FileKey key, String line) {
    LOG.debug("{}: {}", key.root(), line);
  }
}
