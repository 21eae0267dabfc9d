/** The swarm capability beside libtorrent and aria2, on hosts that the benchmark makes. */
@NullMarked
package org.ostraka.bench.swarm;

import org.jspecify.annotations.NullMarked;
