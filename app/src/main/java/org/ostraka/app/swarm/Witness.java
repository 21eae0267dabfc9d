package org.ostraka.app.swarm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.client.ClientWatcher;
import org.ostraka.swarm.client.Readout;

/** Hears what happens in a client and hands it to the command's own thread. */
final class Witness implements ClientWatcher {
  private static final int NOTES = 50;

  private final ClientFolder folder;
  private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
  private final Map<FileKey, Deque<String>> notes = new HashMap<>();

  /** What a command waits for. */
  sealed interface Happening {

    record Second(List<Readout> files) implements Happening {}

    record Placed(FileKey key) implements Happening {}

    record Failed(FileKey key, Fault fault) implements Happening {}

    record Nowhere(FileKey key) implements Happening {}
  }

  Witness(ClientFolder folder) {
    this.folder = folder;
  }

  Happening take() throws InterruptedException {
    return happenings.take();
  }

  /** The last notes about the owner of a file, oldest first. */
  synchronized List<String> notes(FileKey key) {
    Deque<String> lines = notes.get(key);
    return lines == null ? List.of() : List.copyOf(lines);
  }

  @Override
  public void second(List<Readout> files) {
    happenings.removeIf(Happening.Second.class::isInstance);
    happenings.add(new Happening.Second(files));
  }

  @Override
  public void complete(FileKey key) {}

  @Override
  public void placed(FileKey key) {
    happenings.add(new Happening.Placed(key));
  }

  @Override
  public void failed(FileKey key, Fault fault) {
    happenings.add(new Happening.Failed(key, fault));
  }

  @Override
  public void nowhereFound(FileKey key) {
    happenings.add(new Happening.Nowhere(key));
  }

  @Override
  public void learned(List<Endpoint> servers) {
    try {
      folder.remember(servers);
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(Witness.class)
          .warn("the servers could not be remembered: {}", e.toString());
    }
  }

  @Override
  public synchronized void note(FileKey key, String line) {
    Deque<String> lines = notes.computeIfAbsent(key, _ -> new ArrayDeque<>());
    lines.add(line);
    if (lines.size() > NOTES) {
      lines.remove();
    }
  }
}
