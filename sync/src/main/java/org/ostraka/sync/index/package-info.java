/** What desks remember, in SQLite. */
@NullMarked
package org.ostraka.sync.index;

import org.jspecify.annotations.NullMarked;
