/** Ballots and voters as CSV files, and the casting of many ballots through all servers at once. */
@NullMarked
package org.ostraka.app.batch;

import org.jspecify.annotations.NullMarked;
