/**
 * One program that runs it all: a hub, a mapping server and a ballot server behind one port for
 * people, with what the console asks of elections and the swarm.
 */
@NullMarked
package org.ostraka.app.serve;

import org.jspecify.annotations.NullMarked;
