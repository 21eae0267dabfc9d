/**
 * The client: who owns its files ({@link org.ostraka.swarm.client.Steward}) and what to fetch from
 * whom ({@link org.ostraka.swarm.client.Download}) as state machines without clock, thread or
 * socket, and the program around them that has them.
 */
@NullMarked
package org.ostraka.swarm.client;

import org.jspecify.annotations.NullMarked;
