package org.ostraka.base;

/**
 * What went wrong, in the few ways that a caller can act on. Each kind has one exit code, one errno
 * and one HTTP status, so that a refusal reads the same from a shell, a mount and the API.
 */
public enum FaultKind {
  /** The command line does not parse. */
  USAGE,
  /** A value breaks a rule of its format or range. */
  INVALID_INPUT,
  /** The named thing does not exist. */
  NOT_FOUND,
  /** The name is taken. */
  ALREADY_EXISTS,
  /** The caller may not do this, whoever owns the file. */
  ACCESS_DENIED,
  /** No certificate, or one that this organisation did not issue. */
  UNAUTHENTICATED,
  /** What is asked is refused to everybody: the thing is write-once or of another state. */
  NOT_PERMITTED,
  /** The file system or election takes no writes now. */
  READ_ONLY,
  /** The content exceeds its limit. */
  TOO_LARGE,
  /** A name exceeds its limit. */
  NAME_TOO_LONG,
  /** A directory stands where a file is needed. */
  IS_DIRECTORY,
  /** A file stands where a directory is needed. */
  NOT_DIRECTORY,
  /** The operation does not exist here, by design. */
  UNSUPPORTED,
  /** The disk is full, or so nearly that accepting more would risk what is held. */
  NO_SPACE,
  /** Too much is under way: the same call may succeed later. */
  BUSY,
  /** The servers needed for this cannot be reached now. */
  UNAVAILABLE,
  /** The caller was interrupted before the end. */
  INTERRUPTED,
  /** Stored bytes are not what was written. */
  CORRUPT,
  /** The environment failed: an unexpected error of disk, network or machine. */
  BROKEN;

  /** The process exit code: 2 for a command line that does not parse, 1 for every other kind. */
  public int exitCode() {
    return this == USAGE ? 2 : 1;
  }

  /** The Linux error number, as in {@code asm-generic/errno.h}. */
  public int errno() {
    return switch (this) {
      case NOT_PERMITTED -> 1; // EPERM
      case NOT_FOUND -> 2; // ENOENT
      case INTERRUPTED -> 4; // EINTR
      case BUSY -> 11; // EAGAIN
      case ACCESS_DENIED, UNAUTHENTICATED -> 13; // EACCES
      case ALREADY_EXISTS -> 17; // EEXIST
      case NOT_DIRECTORY -> 20; // ENOTDIR
      case IS_DIRECTORY -> 21; // EISDIR
      case INVALID_INPUT, USAGE -> 22; // EINVAL
      case TOO_LARGE -> 27; // EFBIG
      case NO_SPACE -> 28; // ENOSPC
      case READ_ONLY -> 30; // EROFS
      case NAME_TOO_LONG -> 36; // ENAMETOOLONG
      case UNSUPPORTED -> 95; // EOPNOTSUPP
      case UNAVAILABLE -> 112; // EHOSTDOWN
      case CORRUPT, BROKEN -> 5; // EIO
    };
  }

  /** The HTTP status code (RFC 9110). */
  public int httpStatus() {
    return switch (this) {
      case USAGE, INVALID_INPUT, NAME_TOO_LONG -> 400;
      case UNAUTHENTICATED -> 401;
      case ACCESS_DENIED, NOT_PERMITTED, READ_ONLY -> 403;
      case NOT_FOUND -> 404;
      case UNSUPPORTED -> 405;
      case ALREADY_EXISTS, IS_DIRECTORY, NOT_DIRECTORY -> 409;
      case TOO_LARGE -> 413;
      case BUSY -> 429;
      case CORRUPT, BROKEN -> 500;
      case UNAVAILABLE, INTERRUPTED -> 503;
      case NO_SPACE -> 507;
    };
  }
}
