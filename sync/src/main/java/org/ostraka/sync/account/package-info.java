/**
 * Who may do what on a hub: users, groups, desks, sessions, repositories, rights, and the audit
 * log; kept in SQLite.
 */
@NullMarked
package org.ostraka.sync.account;

import org.jspecify.annotations.NullMarked;
