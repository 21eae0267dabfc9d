package org.ostraka.swarm.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;

/** Remembers what happened in a client, and lets a test wait for it. */
final class Watching implements ClientWatcher {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<FileKey> placed = new HashSet<>();
  private final Map<FileKey, Fault> failed = new HashMap<>();
  private final Map<FileKey, Readout> readouts = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  private void change(Runnable work) {
    lock.lock();
    try {
      work.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits; false after a minute. */
  boolean await(BooleanSupplier condition) throws InterruptedException {
    long left = TimeUnit.MINUTES.toNanos(1);
    lock.lock();
    try {
      while (!condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  boolean awaitPlaced(FileKey key) throws InterruptedException {
    return await(() -> placed.contains(key) || failed.containsKey(key)) && placed.contains(key);
  }

  boolean awaitFailed(FileKey key) throws InterruptedException {
    return await(() -> failed.containsKey(key));
  }

  boolean awaitReadout(FileKey key, java.util.function.Predicate<Readout> condition)
      throws InterruptedException {
    return await(() -> {
      Readout readout = readouts.get(key);
      return readout != null && condition.test(readout);
    });
  }

  List<String> notes() {
    lock.lock();
    try {
      return List.copyOf(notes);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void second(List<Readout> files) {
    change(() -> files.forEach(file -> readouts.put(file.key(), file)));
  }

  @Override
  public void complete(FileKey key) {}

  @Override
  public void placed(FileKey key) {
    change(() -> placed.add(key));
  }

  @Override
  public void failed(FileKey key, Fault fault) {
    change(() -> failed.put(key, fault));
  }

  @Override
  public void nowhereFound(FileKey key) {
    change(() -> notes.add("nowhere found"));
  }

  @Override
  public void learned(List<Endpoint> servers) {
    change(() -> notes.add("learned " + servers.size()));
  }

  @Override
  public void note(FileKey key, String line) {
    change(() -> notes.add(line));
  }
}
