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
import org.ostraka.base.Fault;

/** The files that must be read, and those that are being read in the workshop. */
final class Readings {
  private static final int LOAD_FILES = 64;
  private static final long LOAD_BYTES = 8 << 20;
  private static final int LOADS_AT_A_TIME = 4;

  private final DeskDisk disk;
  private final Workshop workshop;
  private final FileReader reader;
  private final Consumer<SessionEvent> teller;
  private final Map<String, Survey.Reading> wished = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();

  Readings(DeskDisk disk, Workshop workshop, Consumer<SessionEvent> teller) {
    this.disk = disk;
    this.workshop = workshop;
    this.reader = new FileReader(workshop);
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

  private void begin(List<Survey.Reading> load) {
    workshop.run(() -> teller.accept(new SessionEvent.FilesRead(read(load))));
  }

  private List<SessionEvent.FileRead> read(List<Survey.Reading> load) {
    List<SessionEvent.FileRead> files = new ArrayList<>();
    load.forEach(reading -> files.add(read(reading)));
    return files;
  }

  private SessionEvent.FileRead read(Survey.Reading reading) {
    try {
      return new SessionEvent.FileRead(reading, reader.readOrNull(disk, reading), "");
    } catch (AccessDeniedException _) {
      return new SessionEvent.FileRead(reading, null, "you may not read it on this machine");
    } catch (IOException | Fault | RuntimeException _) {
      // It is gone, or of another kind: its path is looked at again.
      return new SessionEvent.FileRead(reading, null, "");
    }
  }
}
