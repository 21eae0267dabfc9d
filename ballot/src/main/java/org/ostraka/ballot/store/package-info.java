/**
 * The tables of a ballot server on disk, in RocksDB, which nothing outside this package uses: the
 * replicated ones and the invalid files. Row by row they stand in docs/format/ballot.md.
 */
@NullMarked
package org.ostraka.ballot.store;

import org.jspecify.annotations.NullMarked;
