/**
 * One ballot server around the replicated box: its pending files, its invalid table, the
 * reconciler, and the file system that voting processes use. Ports stand for the log and the
 * tables.
 */
@NullMarked
package org.ostraka.ballot.server;

import org.jspecify.annotations.NullMarked;
