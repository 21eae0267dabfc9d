/**
 * Where a repository's chunks are kept: packed into segment files, found by digest, durable before
 * they are acknowledged, checked on the way in and on reading. docs/format/sync.md gives the bytes.
 */
@NullMarked
package org.ostraka.sync.chunk;

import org.jspecify.annotations.NullMarked;
