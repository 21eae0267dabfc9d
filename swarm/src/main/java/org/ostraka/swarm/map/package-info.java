/**
 * The mapping server: a state machine without clock, thread or socket ({@link
 * org.ostraka.swarm.map.MappingServer}), and the service around it that has them.
 */
@NullMarked
package org.ostraka.swarm.map;

import org.jspecify.annotations.NullMarked;
