package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.List;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.SessionMessage;

/** The actions of one step, as they come up. */
final class Outbox {
  private List<MapAction> actions = new ArrayList<>();

  void say(long link, Message message) {
    actions.add(new MapAction.Say(link, message));
  }

  void answer(Asker asker, Message message) {
    say(asker.link(), asker.wrapped(message));
  }

  void refuse(Asker asker, int tag, ErrorCode code, String reason) {
    answer(asker, new SessionMessage.ErrorReport(tag, code, reason));
  }

  void hangUp(long link, ErrorCode code, String reason) {
    actions.add(new MapAction.HangUp(link, code, reason));
  }

  void dial(Endpoint endpoint) {
    actions.add(new MapAction.Dial(endpoint));
  }

  void note(String line) {
    actions.add(new MapAction.Note(line));
  }

  void add(MapAction action) {
    actions.add(action);
  }

  /** All actions since the last call. */
  List<MapAction> take() {
    List<MapAction> taken = List.copyOf(actions);
    actions = new ArrayList<>();
    return taken;
  }
}
