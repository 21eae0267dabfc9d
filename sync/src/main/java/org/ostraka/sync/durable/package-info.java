/**
 * What makes things durable for many at a time: SQLite with numbered migrations, and the thread
 * that commits whatever waits in one go.
 */
@NullMarked
package org.ostraka.sync.durable;

import org.jspecify.annotations.NullMarked;
