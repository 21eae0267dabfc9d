/** Benchmarks that print our figures beside a peer's or the physical limit, in one run. */
@NullMarked
package org.ostraka.bench;

import org.jspecify.annotations.NullMarked;
