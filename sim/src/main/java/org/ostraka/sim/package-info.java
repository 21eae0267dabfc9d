/**
 * Seeded simulation of clock, disk and network: one thread, virtual time and one source of
 * randomness, so that a run is repeated exactly by its seed. For tests only.
 */
@NullMarked
package org.ostraka.sim;

import org.jspecify.annotations.NullMarked;
