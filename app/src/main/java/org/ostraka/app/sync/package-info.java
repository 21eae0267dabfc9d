/** The commands of a desk: to sign in, to choose folders, to run, to look, to go back. */
@NullMarked
package org.ostraka.app.sync;

import org.jspecify.annotations.NullMarked;
