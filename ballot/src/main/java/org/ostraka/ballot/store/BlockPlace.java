package org.ostraka.ballot.store;

/** Where a block stands: in the file of this number, from this byte on. */
record BlockPlace(long file, long offset) {}
