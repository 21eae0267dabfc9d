package org.ostraka.app.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.app.serve.ElectionForms.Point;
import org.ostraka.app.serve.ElectionForms.TurnoutCurve;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.web.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The curves of elections on the disk, a file each: so much of them is there again after a restart.
 * They are for the eye; a curve that cannot be read or written stops nothing.
 */
final class TurnoutFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TurnoutFiles.class);
  private static final int LONGEST_FILE = 256 << 10;

  private final NodeFolder folder;
  private final FileDisk disk = FileDisk.ownerOnly();

  TurnoutFiles(NodeFolder folder) {
    this.folder = folder;
  }

  List<Point> read(ElectionName election) {
    Path file = folder.turnout(election);
    try {
      return disk.exists(file)
          ? Json.answer(new AtomicFiles(disk).read(file, LONGEST_FILE), TurnoutCurve.class).points()
          : List.of();
    } catch (IOException | Fault e) {
      LOG.warn("the turnout until now of {} cannot be read: {}", election, e.getMessage());
      return List.of();
    }
  }

  void write(ElectionName election, List<Point> points) {
    Path file = folder.turnout(election);
    try {
      disk.createDirectories(file.resolveSibling(""));
      new AtomicFiles(disk).replace(file, Json.bytes(new TurnoutCurve(points)));
    } catch (IOException e) {
      LOG.warn("the turnout of {} cannot be kept: {}", election, e.getMessage());
    }
  }
}
