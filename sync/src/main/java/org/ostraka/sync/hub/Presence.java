package org.ostraka.sync.hub;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.ostraka.base.Fault;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Desks;

/**
 * Which desks are here, how far they are, and how much goes through the hub. Kept in memory; how
 * far desks are is written down now and then, because nothing depends on it but what people are
 * shown.
 */
public final class Presence {
  private final Map<DeskName, Integer> online = new ConcurrentHashMap<>();
  private final Map<Progress, Long> positions = new ConcurrentHashMap<>();
  private final LongAdder changes = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final Bustle bustle = new Bustle();

  private record Progress(DeskName desk, RepositoryName repository) {}

  /**
   * What went through since the hub started.
   *
   * @param changes accepted
   * @param bytesIn content received, as it travelled
   * @param bytesOut content sent, as it travelled
   */
  public record Traffic(long changes, long bytesIn, long bytesOut) {}

  /** A desk listens to the announcements. */
  public void came(DeskName desk) {
    online.merge(desk, 1, Integer::sum);
  }

  /** It no longer does. */
  public void went(DeskName desk) {
    online.computeIfPresent(desk, (_, count) -> count > 1 ? count - 1 : null);
  }

  public boolean isOnline(DeskName desk) {
    return online.containsKey(desk);
  }

  /** How many desks listen now. */
  public int online() {
    return online.size();
  }

  /** A desk has taken in everything up to this position. */
  public void reached(DeskName desk, RepositoryName repository, long position) {
    positions.put(new Progress(desk, repository), position);
  }

  /** How far a desk is, as far as it told since the hub started. */
  public Map<String, Long> positions(DeskName desk) {
    Map<String, Long> found = new TreeMap<>();
    positions.forEach((progress, position) -> {
      if (progress.desk.equals(desk)) {
        found.put(progress.repository.text(), position);
      }
    });
    return found;
  }

  /** So many changes were accepted. */
  public void accepted(long count) {
    changes.add(count);
    bustle.passes();
  }

  /** So many bytes of content came. */
  public void received(long bytes) {
    bytesIn.add(bytes);
    bustle.passes();
  }

  /** So many bytes of content went. */
  public void sent(long bytes) {
    bytesOut.add(bytes);
    bustle.passes();
  }

  /** When anything last went through. */
  Bustle bustle() {
    return bustle;
  }

  public Traffic traffic() {
    return new Traffic(changes.sum(), bytesIn.sum(), bytesOut.sum());
  }

  /** Writes down how far desks are. */
  void save(Desks desks) throws IOException, Fault {
    Map<Progress, Long> known = new HashMap<>(positions);
    for (Map.Entry<Progress, Long> entry : known.entrySet()) {
      desks.reached(entry.getKey().desk, entry.getKey().repository, entry.getValue());
    }
  }
}
