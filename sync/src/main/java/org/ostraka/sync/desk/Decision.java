package org.ostraka.sync.desk;

/** What a person tells a session. */
public enum Decision {
  /** Do nothing more until told. */
  PAUSE,
  /** Go on. */
  RESUME,
  /** Go on, also with the removals that halted it. */
  ACCEPT,
  /** Go on, and bring back what is missing here. */
  RESTORE
}
