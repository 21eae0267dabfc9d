/**
 * An organisation as a folder: its authority, its identities, its servers' addresses and settings.
 */
@NullMarked
package org.ostraka.app.organisation;

import org.jspecify.annotations.NullMarked;
