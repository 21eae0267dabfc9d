/**
 * The history of a repository in Subversion: journal records become commits, commits of other
 * Subversion clients become changes, and old versions are read back. The only user of SVNKit.
 */
@NullMarked
package org.ostraka.sync.history;

import org.jspecify.annotations.NullMarked;
