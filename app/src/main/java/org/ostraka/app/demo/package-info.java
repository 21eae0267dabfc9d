/** The demo: a whole election with real servers on this machine, which checks itself. */
@NullMarked
package org.ostraka.app.demo;

import org.jspecify.annotations.NullMarked;
