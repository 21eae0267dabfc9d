package org.ostraka.bench.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.client.ClientWatcher;
import org.ostraka.swarm.client.Readout;

/** What a download brought in each second, and in which seconds something happened to it. */
final class Flow implements ClientWatcher {
  private static final int SHOWN = 6;

  private final List<Long> held = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);

  void awaitFirst() throws InterruptedException {
    first.await();
  }

  /** Something happens now. */
  synchronized void mark() {
    marks.add(held.size());
  }

  @Override
  public synchronized void second(List<Readout> files) {
    for (Readout file : files) {
      held.add(file.bytesHeld());
      if (file.bytesHeld() > 0) {
        first.countDown();
      }
    }
  }

  private double rate(int second) {
    return (held.get(second) - held.get(second - 1)) / 1e6;
  }

  /** The rate in the seconds around the marks, on average, and the lowest anywhere after one. */
  synchronized String summary() {
    StringBuilder text = new StringBuilder("MB/s on average in the seconds from -1 on:");
    double lowest = Double.MAX_VALUE;
    for (int offset = -1; offset < SHOWN; offset++) {
      double sum = 0;
      int count = 0;
      for (int mark : marks) {
        int at = mark + offset;
        if (at > 0 && at < held.size()) {
          sum += rate(at);
          count++;
          lowest = Math.min(lowest, offset < 0 ? lowest : rate(at));
        }
      }
      text.append(String.format(Locale.ROOT, " %.2f", sum / Math.max(1, count)));
    }
    return text.append(String.format(Locale.ROOT, "; lowest second %.2f", lowest)).toString();
  }

  @Override
  public void complete(FileKey key) {}

  @Override
  public void placed(FileKey key) {}

  @Override
  public void failed(FileKey key, Fault fault) {
    System.err.println("failed: " + fault.text());
  }

  @Override
  public void nowhereFound(FileKey key) {}

  @Override
  public void learned(List<Endpoint> servers) {}

  @Override
  public void note(FileKey key, String line) {}
}
