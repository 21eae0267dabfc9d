/** A simulated world of mapping servers and clients, in which their promises are checked. */
@NullMarked
package org.ostraka.swarm.world;

import org.jspecify.annotations.NullMarked;
