package org.ostraka.sync.history;

import java.util.Optional;

/**
 * How far a history is.
 *
 * @param position all journal records up to here are in Subversion
 * @param waiting records that are not there yet
 * @param revision the youngest revision whose changes the hub knows
 * @param trouble why it does not go on, in a sentence for people; empty while it does
 */
public record HistoryStatus(long position, long waiting, long revision, Optional<String> trouble) {}
