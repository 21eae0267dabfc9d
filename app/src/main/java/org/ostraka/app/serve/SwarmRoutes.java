package org.ostraka.app.serve;

import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.app.serve.SwarmForms.FileJson;
import org.ostraka.app.serve.SwarmForms.FileList;
import org.ostraka.app.serve.SwarmForms.HolderList;
import org.ostraka.app.serve.SwarmForms.MapServerJson;
import org.ostraka.app.serve.SwarmForms.MapServerList;
import org.ostraka.app.serve.SwarmForms.Shared;
import org.ostraka.app.swarm.SwarmSeat;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Link;
import org.ostraka.sync.account.AuditLog;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.web.HubCalls;
import org.ostraka.sync.web.HubDoors;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Route;

/** The swarm for people at the console: what is shared, who holds it, and sharing by upload. */
final class SwarmRoutes {
  static final String SWARM = "/api/v1/swarm";

  private static final int MOST_FILES = 10_000;
  private static final int LONGEST_TEXT = 200;
  private static final long LARGEST_UPLOAD = 64L << 30;

  private final SwarmSeat seat;
  private final AuditLog audit;
  private final HubDoors doors;

  SwarmRoutes(SwarmSeat seat, AuditLog audit, HubDoors doors) {
    this.seat = seat;
    this.audit = audit;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> person = doors.signedIn();
    return List.of(
        new Route<>(GET, SWARM + "/files", person.query("text"), this::files),
        new Route<>(GET, SWARM + "/files/{root}", person.query("size", "fragment"), this::holders),
        new Route<>(GET, SWARM + "/servers", person, this::servers),
        new Route<>(
            POST,
            SWARM + "/share",
            person.query("name").stream(LARGEST_UPLOAD).refuses(507),
            this::share));
  }

  private Answer files(Call<Session> call) throws Fault {
    String text = call.text("text").orElse("");
    if (text.length() > LONGEST_TEXT) {
      throw Call.refused("text: at most %d characters".formatted(LONGEST_TEXT));
    }
    SwarmSeat.Catalogue found = seat.find(text, MOST_FILES);
    List<FileJson> files = new ArrayList<>();
    found
        .files()
        .forEach((owner, owned) -> owned.forEach(file -> files.add(FileJson.of(owner, file))));
    return new Answer.Json(
        new FileList(files, found.unreachable().stream().map(Endpoint::toString).toList()));
  }

  private Answer holders(Call<Session> call) throws Fault {
    Digest root = call.path("root", Digest::parse);
    long size = call.number("size", 0, FileKey.MAX_SIZE);
    long fragment = call.number("fragment", 1 << 20, 1 << 24);
    FileKey key =
        Call.parse("", _ -> new FileKey(root, size, new FragmentSize(exponent(fragment))));
    return new Answer.Json(HolderList.of(key, seat.locate(key)));
  }

  private static int exponent(long fragment) {
    if (Long.bitCount(fragment) != 1) {
      throw new IllegalArgumentException("fragment: a power of two, in bytes");
    }
    return Long.numberOfTrailingZeros(fragment);
  }

  private Answer servers(Call<Session> call) throws Fault {
    return new Answer.Json(
        new MapServerList(
            seat.servers().stream().map(it -> MapServerJson.of(it, seat.node())).toList()));
  }

  private Answer share(Call<Session> call) throws Fault, IOException, InterruptedException {
    if (call.caller().principal().desk().isPresent()) {
      throw Fault.of(FaultKind.ACCESS_DENIED, "a desk does not share: sign in as a person");
    }
    FileName name = call.required("name", FileName::new);
    Link link = seat.share(name, call.stream(), call.streamLength());
    audit.note(HubCalls.actor(call), "file-shared", link.key().root());
    return new Answer.Json(new Shared(link.key().root().toString(), link.toString()));
  }
}
