/**
 * What at least two capabilities stand on: digests, faults with kinds, the disk with all knowledge
 * of fsync, and the TLS identities of an organisation.
 */
@NullMarked
package org.ostraka.base;

import org.jspecify.annotations.NullMarked;
