/**
 * Where everything meets: the command line, which finds a command, runs it and says how it went.
 */
@NullMarked
package org.ostraka.app;

import org.jspecify.annotations.NullMarked;
