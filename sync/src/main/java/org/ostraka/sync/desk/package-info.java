/**
 * The desk: watches folders, keeps each identical with its repository through the port {@link
 * org.ostraka.sync.desk.Hub}, and never loses what only one of the two has.
 */
@NullMarked
package org.ostraka.sync.desk;

import org.jspecify.annotations.NullMarked;
