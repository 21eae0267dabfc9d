package org.ostraka.ballot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.server.FsckReport;

/** A check's report in an answer: the fields of {@link FsckReport}. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record FsckJson(
    int elections,
    long files,
    long pending,
    long invalid,
    long damaged,
    long repaired,
    List<Finding> findings) {

  record Finding(@Nullable String election, String name, String problem, boolean repaired) {

    static Finding of(FsckReport.Finding finding) {
      return new Finding(
          finding.election().map(ElectionName::value).orElse(null),
          finding.name().value(),
          finding.problem(),
          finding.repaired());
    }

    FsckReport.Finding toFinding() {
      return new FsckReport.Finding(
          Optional.ofNullable(election).map(ElectionName::new),
          new BallotPath(name),
          problem,
          repaired);
    }
  }

  static FsckJson of(FsckReport report) {
    return new FsckJson(
        report.elections(),
        report.files(),
        report.pending(),
        report.invalid(),
        report.damaged(),
        report.repaired(),
        report.findings().stream().map(Finding::of).toList());
  }

  FsckReport toReport() {
    return new FsckReport(
        elections,
        files,
        pending,
        invalid,
        damaged,
        repaired,
        findings.stream().map(Finding::toFinding).toList());
  }
}
