/**
 * The hub: a durable journal and tree for each repository, the rights that every call is held
 * against, announcements, versions and restoring. {@link org.ostraka.sync.hub.Hub} puts it
 * together.
 */
@NullMarked
package org.ostraka.sync.hub;

import org.jspecify.annotations.NullMarked;
