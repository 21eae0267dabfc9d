package org.ostraka.ballot;

/** A created file with what is to be its content when it is closed. */
public record Written(Reservation reservation, Block block) {}
