package org.ostraka.ballot.web;

import java.util.List;
import java.util.stream.Stream;
import org.ostraka.base.Fault;

/** The files of a closed election's public record. */
enum RecordPart {
  MANIFEST("manifest.json"),
  BALLOTS("ballots.csv"),
  INDEX("ballots.index"),
  ATTENDANCE("attendance.csv");

  private final String fileName;

  RecordPart(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }

  static RecordPart named(String fileName) throws Fault {
    return Stream.of(values())
        .filter(part -> part.fileName.equals(fileName))
        .findAny()
        .orElseThrow(() -> OperatorRoutes.unknownPart(fileName));
  }

  static List<String> names() {
    return Stream.of(values()).map(RecordPart::fileName).toList();
  }
}
