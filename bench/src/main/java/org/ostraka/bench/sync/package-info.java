/** Benchmarks of sync. */
@NullMarked
package org.ostraka.bench.sync;

import org.jspecify.annotations.NullMarked;
