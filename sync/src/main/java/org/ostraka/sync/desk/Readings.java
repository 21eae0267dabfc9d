package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Content;
import org.ostraka.sync.NodeId;

/** The files that must be read, and those that are being read in the workshop. */
final class Readings {
  private static final int LOAD_FILES = 64;
  private static final long LOAD_BYTES = 8 << 20;
  private static final int LOADS_AT_A_TIME = 4;

  private final Courier courier;
  private final JustRead justRead;
  private final Predicate<String> isCalm;
  private final Supplier<NodeId> uploads;
  private final Consumer<SessionEvent> teller;
  private final Map<String, Survey.Reading> wished = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();

  /**
   * @param justRead gets the chunks of small files
   * @param isCalm whether the file at a path is not being written again and again: then it is sent
   *     while it is read
   * @param uploads gives such a sending its id
   */
  Readings(
      Courier courier,
      JustRead justRead,
      Predicate<String> isCalm,
      Supplier<NodeId> uploads,
      Consumer<SessionEvent> teller) {
    this.courier = courier;
    this.justRead = justRead;
    this.isCalm = isCalm;
    this.uploads = uploads;
    this.teller = teller;
  }

  void wish(Collection<Survey.Reading> readings) {
    readings.forEach(reading -> wished.put(reading.path(), reading));
  }

  void ended(String path) {
    underWay.remove(path);
  }

  int size() {
    return wished.size() + underWay.size();
  }

  /** Begins as many as there is room for. A file that is being read waits for its next turn. */
  void begin() {
    List<Survey.Reading> load = new ArrayList<>();
    long bytes = 0;
    for (Iterator<Survey.Reading> all = wished.values().iterator(); all.hasNext(); ) {
      Survey.Reading next = all.next();
      if (underWay.size() >= LOAD_FILES * LOADS_AT_A_TIME) {
        break;
      }
      if (underWay.add(next.path())) {
        all.remove();
        load.add(next);
        bytes += next.seen().size();
      }
      if (load.size() == LOAD_FILES || bytes > LOAD_BYTES) {
        begin(load);
        load = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!load.isEmpty()) {
      begin(load);
    }
  }

  /** A file to read, and to send meanwhile unless its upload is null. */
  private record Turn(Survey.Reading reading, @Nullable NodeId upload) {}

  private void begin(List<Survey.Reading> load) {
    List<Turn> turns = load.stream().map(it -> new Turn(it, uploadOrNull(it))).toList();
    courier
        .workshop()
        .run(() ->
            teller.accept(new SessionEvent.FilesRead(turns.stream().map(this::read).toList())));
  }

  private @Nullable NodeId uploadOrNull(Survey.Reading reading) {
    boolean early =
        reading.seen().size() >= EarlySending.LEAST_BYTES && isCalm.test(reading.path());
    return early ? uploads.get() : null;
  }

  private SessionEvent.FileRead read(Turn turn) {
    Survey.Reading reading = turn.reading;
    try {
      return new SessionEvent.FileRead(reading, contentOrNull(turn), "");
    } catch (AccessDeniedException _) {
      return new SessionEvent.FileRead(reading, null, "you may not read it on this machine");
    } catch (IOException | Fault | RuntimeException _) {
      // It is gone, or of another kind: its path is looked at again.
      return new SessionEvent.FileRead(reading, null, "");
    }
  }

  private @Nullable Content contentOrNull(Turn turn) throws IOException, Fault {
    if (turn.upload == null) {
      boolean small = turn.reading.seen().size() <= JustRead.LARGEST_FILE;
      FileReader.Taker taker = small ? justRead::keep : FileReader.Taker.NOBODY;
      return new FileReader(courier.workshop(), taker).readOrNull(courier.disk(), turn.reading);
    }
    EarlySending sending = new EarlySending(courier, turn.upload);
    try {
      return new FileReader(courier.workshop(), sending).readOrNull(courier.disk(), turn.reading);
    } finally {
      sending.finish();
    }
  }
}
