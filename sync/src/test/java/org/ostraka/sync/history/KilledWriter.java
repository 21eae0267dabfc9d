package org.ostraka.sync.history;

import static org.ostraka.sync.NodeId.ROOT;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ostraka.sync.NodeId;

/** A process that writes a history, to be killed. Says a line after each step. */
final class KilledWriter {
  private static final int RECORDS = 240;
  private static final int BATCH = 12;

  private KilledWriter() {}

  public static void main(String[] arguments) throws Exception {
    try (Writing writing = Writing.own(Path.of(arguments[0]), journal(), BATCH)) {
      do {
        System.out.println("committed");
      } while (writing.step());
    }
  }

  /** The same journal in every process. */
  static PaperHub journal() {
    PaperHub hub = new PaperHub();
    Random random = new Random(1);
    List<NodeId> files = new ArrayList<>();
    List<NodeId> folders = new ArrayList<>(List.of(ROOT));
    while (hub.position() < RECORDS) {
      hub.as(random.nextInt(5) == 0 ? "bob" : "alice");
      NodeId folder = folders.get(random.nextInt(folders.size()));
      String name = "n" + hub.position();
      switch (random.nextInt(8)) {
        case 0 -> folders.add(hub.folder(folder, name));
        case 1, 2 -> files.add(hub.file(folder, name, "text of " + name));
        case 3 -> files.add(hub.program(folder, name, "x".repeat(random.nextInt(40_000))));
        case 4 -> editOne(hub, files, random);
        case 5 -> moveOne(hub, files, folder, name, random);
        default -> files.add(hub.link(folder, name, "somewhere"));
      }
      if (files.size() > 100) {
        hub.remove(files.remove(random.nextInt(files.size())));
      }
    }
    return hub;
  }

  private static void editOne(PaperHub hub, List<NodeId> files, Random random) {
    if (!files.isEmpty()) {
      NodeId file = files.get(random.nextInt(files.size()));
      if (!hub.text(file).startsWith("link")) {
        hub.edit(file, "edited " + random.nextInt());
      }
    }
  }

  private static void moveOne(
      PaperHub hub, List<NodeId> files, NodeId folder, String name, Random random) {
    if (!files.isEmpty()) {
      hub.move(files.get(random.nextInt(files.size())), folder, name);
    }
  }
}
