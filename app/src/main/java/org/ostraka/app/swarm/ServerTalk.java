package org.ostraka.app.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;

/** A conversation with one mapping server, question by question. */
final class ServerTalk implements Closeable {
  private static final int MAX_REDIRECTS = 3;

  private final Connection connection;
  private final Endpoint server;
  private int lastTag;

  private ServerTalk(Connection connection, Endpoint server) {
    this.connection = connection;
    this.server = server;
  }

  static ServerTalk with(Endpoint server, SwarmTls tls, int installation) throws Fault {
    NodeId node = NodeId.of(tls.identity().certificate().getPublicKey(), installation);
    try {
      return new ServerTalk(
          Connection.open(
              server,
              tls,
              new SessionMessage.Hello(
                  SessionMessage.VERSION, NodeRole.CLIENT, new Endpoint("", 0), node, 0)),
          server);
    } catch (IOException e) {
      throw unavailable(server, e);
    }
  }

  private static Fault unavailable(Endpoint server, IOException e) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "server-unavailable",
        "mapping server %s does not answer (%s): check its address, or name another with --server"
            .formatted(server, e.getMessage()),
        e);
  }

  private <T extends Message> T ask(IntFunction<Message> question, Class<T> answer) throws Fault {
    int tag = ++lastTag;
    connection.send(question.apply(tag));
    try {
      for (Message heard = connection.readOrNull(RateLimit.NONE);
          heard != null;
          heard = connection.readOrNull(RateLimit.NONE)) {
        if (answer.isInstance(heard)) {
          return answer.cast(heard);
        }
        if (heard instanceof SessionMessage.ErrorReport error) {
          throw refused(error);
        }
        if (heard instanceof MapMessage.Moved moved) {
          throw new MovedFault(moved.endpoint()).asFault();
        }
      }
      throw new IOException("the connection ended");
    } catch (IOException e) {
      throw unavailable(server, e);
    }
  }

  private Fault refused(SessionMessage.ErrorReport error) {
    ErrorCode code = ErrorCode.taken(error.code());
    FaultKind kind = code == ErrorCode.UNKNOWN_FILE ? FaultKind.NOT_FOUND : FaultKind.BUSY;
    return new Fault(kind, "server-refused", "%s refused with %s".formatted(server, code));
  }

  /** Where a file moved, on its way through a fault's cause. */
  private static final class MovedFault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Endpoint endpoint;

    MovedFault(Endpoint endpoint) {
      super("moved");
      this.endpoint = endpoint;
    }

    Fault asFault() {
      return new Fault(FaultKind.UNAVAILABLE, "moved", "the file moved to " + endpoint, this);
    }
  }

  /** All files of this server whose name contains the text. */
  List<MapMessage.FoundFile> find(String text) throws Fault {
    return find(text, Integer.MAX_VALUE);
  }

  /** As {@link #find(String)}, but not many more than so many. */
  List<MapMessage.FoundFile> find(String text, int most) throws Fault {
    List<MapMessage.FoundFile> all = new ArrayList<>();
    while (true) {
      int skip = all.size();
      MapMessage.Found part =
          ask(
              tag -> new MapMessage.Find(tag, skip, MapMessage.Find.MAX_FILES, text),
              MapMessage.Found.class);
      all.addAll(part.files());
      if (part.files().isEmpty() || all.size() >= Math.min(most, part.total())) {
        return all;
      }
    }
  }

  /** Who holds what of a file. */
  MapMessage.Located locate(FileKey key) throws Fault {
    return ask(
        tag -> new MapMessage.Locate(tag, key, Ownership.NONE, MapMessage.Locate.MAX_HOLDERS),
        MapMessage.Located.class);
  }

  List<MapMessage.ServerEntry> servers() throws Fault {
    return ask(MapMessage.Servers::new, MapMessage.ServerList.class).servers();
  }

  /** A file to be entrusted, by whom. */
  record Entrusting(FileKey key, FileName name, SwarmTls tls, int installation) {

    /** Entrusts it to the first of these servers that takes it; returns where it is. */
    Endpoint to(List<Endpoint> servers) throws Fault {
      Fault last =
          Fault.of(FaultKind.UNAVAILABLE, "no mapping server is known: name one with --server");
      for (Endpoint server : servers) {
        try {
          return to(server, 0);
        } catch (Fault e) {
          last = e;
        }
      }
      throw last;
    }

    private Endpoint to(Endpoint server, int redirects) throws Fault {
      try (ServerTalk talk = with(server, tls, installation)) {
        talk.ask(
            tag -> new MapMessage.Entrust(tag, key, Ownership.NONE, false, name),
            MapMessage.Entrusted.class);
        return server;
      } catch (Fault e) {
        if (e.getCause() instanceof MovedFault moved && redirects < MAX_REDIRECTS) {
          return to(moved.endpoint, redirects + 1);
        }
        throw e;
      }
    }
  }

  @Override
  public void close() {
    connection.cut();
  }
}
