package org.ostraka.swarm.client;

import java.time.InstantSource;
import org.ostraka.swarm.wire.Ticker;

/**
 * What a client reads the time from.
 *
 * @param calendar for dates that others see
 * @param ticker for rates and for the turns of peers
 */
record Clocks(InstantSource calendar, Ticker ticker) {}
