package org.ostraka.swarm.map;

/**
 * What a mapping server takes at most. Times are in milliseconds and part of the protocol (RFC
 * section 14).
 *
 * @param files files that it owns at once
 * @param holders clients of one file
 * @param servers other servers that it knows
 */
public record MapLimits(int files, int holders, int servers) {

  /** For a server with half a gigabyte of memory. */
  public static final MapLimits USUAL = new MapLimits(100_000, 20_000, 256);

  static final long ANNOUNCE_PERIOD = 3_000;
  static final long HOLDER_LIFE = 3 * ANNOUNCE_PERIOD;
  static final long DIRECT_TEST = 700;
  static final long INDIRECT_TEST = 1_000;
  static final int PROBERS = 3;
  static final long TEST_PERIOD = 1_000;
  static final long SUMMARY_PERIOD = 5_000;
  static final long HANDOVER_REPEAT = 2_000;
  static final long VOUCHER_PERIOD = 10_000;
  static final long LONGEST_REDIAL = 10_000;

  /** A file without holders is forgotten after this long. */
  static final long EMPTY_FILE_LIFE = 3_600_000;

  /** A longer gap between two ticks means that this process was stopped or starved. */
  static final long PAUSE = 2_000;
}
