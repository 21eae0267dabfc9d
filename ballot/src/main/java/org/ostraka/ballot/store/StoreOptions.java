package org.ostraka.ballot.store;

/**
 * How much memory and how many files a store may take, in bytes and descriptors. The heap holds at
 * most twice {@code bufferBytes} of commits that are not saved yet; outside the heap are about
 * three times as much while they are saved, and the cache.
 *
 * @param bufferBytes commits gathered before they are saved and made durable
 * @param cacheBytes cache of blocks, indexes and filters of the tables
 * @param openFiles table files open at once
 */
public record StoreOptions(int bufferBytes, int cacheBytes, int openFiles) {

  /** For a server of a million voters within 1 GiB. */
  public static final StoreOptions DEFAULT = new StoreOptions(24 << 20, 32 << 20, 512);
}
