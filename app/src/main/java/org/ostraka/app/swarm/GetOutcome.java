package org.ostraka.app.swarm;

import org.ostraka.base.Fault;

/** How fetching a file can end, with the exit code of each cause (docs/swarm.md). */
enum GetOutcome {
  DONE(0),
  FAILED(1),
  NOT_FOUND(10),
  NO_HOLDER_LEFT(11),
  VERIFICATION_FAILED(12),
  DISK_FULL(13),
  REFUSED(14),
  INTERRUPTED(130);

  private final int exitCode;

  GetOutcome(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  static GetOutcome of(Fault fault) {
    return switch (fault.kind()) {
      case NO_SPACE -> DISK_FULL;
      case CORRUPT -> VERIFICATION_FAILED;
      case ACCESS_DENIED, UNAUTHENTICATED, NOT_PERMITTED, READ_ONLY -> REFUSED;
      case INTERRUPTED -> INTERRUPTED;
      case NOT_FOUND,
          USAGE,
          INVALID_INPUT,
          ALREADY_EXISTS,
          TOO_LARGE,
          NAME_TOO_LONG,
          IS_DIRECTORY,
          NOT_DIRECTORY,
          UNSUPPORTED,
          BUSY,
          UNAVAILABLE,
          BROKEN ->
          FAILED;
    };
  }
}
