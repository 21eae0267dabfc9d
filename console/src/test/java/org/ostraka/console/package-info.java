/** The console's pages, held against what no browser would complain of. */
@NullMarked
package org.ostraka.console;

import org.jspecify.annotations.NullMarked;
