/**
 * Folders kept identical on every desk: values, the hub's tree, and the reconciliation; pure. No
 * clock, thread, disk or network.
 */
@NullMarked
package org.ostraka.sync;

import org.jspecify.annotations.NullMarked;
