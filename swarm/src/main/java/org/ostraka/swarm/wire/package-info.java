/**
 * The octets of every message, and frames of them over a stream: the only place that knows the
 * RFC's layouts.
 */
@NullMarked
package org.ostraka.swarm.wire;

import org.jspecify.annotations.NullMarked;
