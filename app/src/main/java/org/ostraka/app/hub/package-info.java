/** The commands of the hub: to serve, and to administer through its own interface. */
@NullMarked
package org.ostraka.app.hub;

import org.jspecify.annotations.NullMarked;
