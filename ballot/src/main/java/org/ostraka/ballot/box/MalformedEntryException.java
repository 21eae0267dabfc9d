package org.ostraka.ballot.box;

/** Bytes that are not an entry of this version of the log's format. */
public final class MalformedEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedEntryException(String rule, Throwable cause) {
    super(rule, cause);
  }

  MalformedEntryException(String rule) {
    super(rule);
  }
}
