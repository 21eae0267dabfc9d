package org.ostraka.web;

/** The HTTP methods that are used. */
public enum Verb {
  /** Reads. */
  GET,
  /** Does something. */
  POST,
  /** Makes or replaces what is named. */
  PUT,
  /** Ends what is named. */
  DELETE
}
