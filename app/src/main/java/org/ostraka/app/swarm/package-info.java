/** The commands of the swarm: mapping servers, sharing, finding and getting files. */
@NullMarked
package org.ostraka.app.swarm;

import org.jspecify.annotations.NullMarked;
