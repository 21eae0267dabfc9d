package org.ostraka.sync.hub;

/**
 * How much one call may ask for and one answer may bring; docs/format/sync.md lists them.
 *
 * @param changes most changes of one call
 * @param chunkRefs most chunk references in the changes of one call that has more than one
 * @param packChunks most chunks of one pack, and most digests of one question
 * @param packBytes most bytes of content in one pack
 * @param pageRecords most journal records of one answer, except where a view begins anew
 * @param pageWeight most chunk references and records of one answer, but at least one record
 * @param freeBytes what must stay free on the hub's disk
 */
public record HubLimits(
    int changes,
    int chunkRefs,
    int packChunks,
    int packBytes,
    int pageRecords,
    int pageWeight,
    long freeBytes) {

  /** What a hub uses. */
  public static final HubLimits USUAL =
      new HubLimits(2_000, 20_000, 4_096, 8 << 20, 2_000, 40_000, 256L << 20);
}
