package org.ostraka.swarm.wire;

import javax.net.ssl.SSLSocket;

/**
 * A TLS socket and the TCP socket below it, which can be closed whatever the TLS socket waits for.
 */
record SecureSocket(CorkedSocket plain, SSLSocket secure) {}
