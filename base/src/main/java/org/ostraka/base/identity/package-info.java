/**
 * Who is who in an organisation: its certificate authority, the identities of its servers and
 * people, their roles, and connections (TLS 1.3) on which both ends know each other. The only user
 * of Bouncy Castle, because the JDK cannot issue certificates.
 */
@NullMarked
package org.ostraka.base.identity;

import org.jspecify.annotations.NullMarked;
