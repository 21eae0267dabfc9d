/** The commands for organisations, elections and ballots: options in, lines or JSON out. */
@NullMarked
package org.ostraka.app.command;

import org.jspecify.annotations.NullMarked;
