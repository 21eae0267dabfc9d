package org.ostraka.swarm.wire;

import java.net.Socket;
import javax.net.ssl.SSLSocket;

/**
 * A TLS socket and the TCP socket below it, which can be closed whatever the TLS socket waits for.
 */
record SecureSocket(Socket plain, SSLSocket secure) {}
