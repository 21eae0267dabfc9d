package org.ostraka.swarm;

/** Anything that one node says to another: one record for each type of the RFC's section 4.6. */
public sealed interface Message
    permits SessionMessage, MapMessage, ServerMessage, PeerMessage, Datagram {}
