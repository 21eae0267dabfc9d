package org.ostraka.ballot.server;

import java.util.Optional;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;

/**
 * How one server stands in the replicated log, as far as it knows: what people and monitors are
 * shown of it.
 *
 * @param role what the server does in the log, one lower-case word such as {@code leader}
 * @param leader the server that orders the entries now
 * @param term counts the elections of leaders
 * @param applied the last entry that this server's tables reflect
 * @param lag entries that a majority holds and this server has not applied
 */
public record LogStanding(
    String role, Optional<ServerId> leader, long term, LogIndex applied, long lag) {}
