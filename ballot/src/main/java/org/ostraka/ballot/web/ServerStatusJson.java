package org.ostraka.ballot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.server.LogStanding;

/** A server's status in an answer: the fields of {@link ServerStatus}. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ServerStatusJson(
    String server,
    boolean acceptsBallots,
    String role,
    @Nullable String leader,
    long term,
    long applied,
    long lag) {

  static ServerStatusJson of(ServerStatus status) {
    LogStanding log = status.log();
    return new ServerStatusJson(
        status.server().value(),
        status.acceptsBallots(),
        log.role(),
        log.leader().map(ServerId::value).orElse(null),
        log.term(),
        log.applied().value(),
        log.lag());
  }

  ServerStatus toStatus() {
    LogStanding log =
        new LogStanding(
            role, Optional.ofNullable(leader).map(ServerId::new), term, new LogIndex(applied), lag);
    return new ServerStatus(new ServerId(server), acceptsBallots, log);
  }
}
