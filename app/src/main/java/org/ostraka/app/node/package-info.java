/** Ballot servers as processes: the wiring of one, and the starting and stopping of many. */
@NullMarked
package org.ostraka.app.node;

import org.jspecify.annotations.NullMarked;
