package org.ostraka.sync.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.ProgramVersion;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.account.AuditLog;
import org.ostraka.sync.account.Desks.Desk;
import org.ostraka.sync.account.Repositories.Attachment;
import org.ostraka.sync.account.Repositories.Repository;
import org.ostraka.sync.account.Users.User;
import org.ostraka.sync.hub.Effective;
import org.ostraka.sync.hub.Versions;
import org.ostraka.web.Call;

/** The small JSON objects of the interface. Times are milliseconds since 1970 UTC. */
final class Forms {

  private Forms() {}

  /**
   * A sign-in.
   *
   * @param desk the desk that signs in to stay; absent for a person
   * @param newDesk true if the hub must not know a desk of this name yet; otherwise one of the same
   *     user is taken for the same machine, and its earlier token ends
   * @param cookie true for a browser: the token comes as a cookie
   * @param newPassword the user's own, in place of one that serves once
   * @param code of the second factor, for those who have one
   */
  record SignIn(
      String user,
      String password,
      @Nullable String newPassword,
      @Nullable String code,
      @Nullable String desk,
      @Nullable Boolean newDesk,
      @Nullable Boolean cookie) {}

  /**
   * A sign-in that succeeded.
   *
   * @param token shown this once; absent where it is in a cookie
   * @param csrf what a browser shows in the header X-CSRF of each request that changes something
   */
  record SignedIn(
      @Nullable String token,
      String user,
      boolean admin,
      @Nullable String desk,
      @Nullable String csrf) {}

  /**
   * Whether the hub waits for its first administrator.
   *
   * @param fingerprint of its certificate, to be compared with what it printed
   */
  record SetupState(boolean needed, String fingerprint) {}

  /**
   * The first administrator.
   *
   * @param code the password that the hub printed, which serves once
   */
  record Setup(String code, String user, String password) {}

  /**
   * Whoever is signed in.
   *
   * @param totp whether this user's sign-ins need a code
   * @param csrf as in {@link SignedIn}, for browsers
   */
  record Me(
      String user, boolean admin, boolean totp, @Nullable String desk, @Nullable String csrf) {}

  /**
   * A secret for an app that makes codes.
   *
   * @param secret in Base32, to be typed
   * @param uri the same, to be shown as a QR code
   */
  record NewTotp(String secret, String uri) {}

  /** The code that the app shows. */
  record Code(String code) {}

  record NewPassword(String password) {}

  record NewUser(String name, String password, boolean admin) {}

  record UserJson(String name, boolean admin, long quotaBytes, long made) {
    static UserJson of(User user) {
      return new UserJson(
          user.name().text(), user.admin(), user.quotaBytes(), user.made().toEpochMilli());
    }
  }

  record UserList(List<UserJson> users) {}

  record GroupList(Map<String, List<String>> groups) {}

  /**
   * A repository to be made.
   *
   * @param svnUrl of an existing Subversion server; absent where the hub keeps the history
   * @param quotaBytes absent or 0 for no limit
   */
  record NewRepository(
      String name,
      @Nullable String svnUrl,
      @Nullable String svnUser,
      @Nullable String svnPassword,
      @Nullable Long quotaBytes) {}

  record NewQuota(long quotaBytes) {

    /** The bytes that a call sets as a limit. */
    static long bytes(Call<?> call) throws Fault {
      return notNegative(call.json(NewQuota.class).quotaBytes);
    }

    static long notNegative(long quotaBytes) throws Fault {
      if (quotaBytes < 0) {
        throw Call.refused("quotaBytes: 0 for no limit, or more");
      }
      return quotaBytes;
    }
  }

  /**
   * A repository.
   *
   * @param svnUrl of the Subversion server that it is attached to; absent where the hub keeps the
   *     history
   * @param historyUrl where a Subversion client finds the history; for administrators only
   */
  record RepositoryJson(
      String name,
      @Nullable String svnUrl,
      @Nullable String svnUser,
      @Nullable String historyUrl,
      long quotaBytes,
      long made) {
    static RepositoryJson of(Repository repository, @Nullable String historyUrl) {
      return new RepositoryJson(
          repository.name().text(),
          repository.attachment().map(Attachment::url).orElse(null),
          repository.attachment().map(Attachment::user).orElse(null),
          historyUrl,
          repository.quotaBytes(),
          repository.made().toEpochMilli());
    }
  }

  record RepositoryList(List<RepositoryJson> repositories) {}

  /**
   * A right at a folder.
   *
   * @param path of the folder, empty if it is not there now
   * @param folder its node id
   * @param holder a user, or a group after '@'
   */
  record GrantJson(String path, @Nullable String folder, String holder, String right) {}

  /**
   * What a user may do at a folder.
   *
   * @param holder of the right that decides; absent where none does
   * @param folder at which that right was given
   */
  record EffectiveJson(String right, @Nullable String holder, @Nullable String folder) {
    static EffectiveJson of(Effective effective) {
      return effective
          .because()
          .map(grant ->
              new EffectiveJson(
                  effective.right().word(), grant.holder().toString(), effective.path()))
          .orElseGet(() -> new EffectiveJson(effective.right().word(), null, null));
    }
  }

  record GrantList(List<GrantJson> grants) {}

  /**
   * A desk.
   *
   * @param version which release its program is; absent if it never said
   */
  record DeskJson(
      String name,
      String user,
      @Nullable String version,
      boolean online,
      long made,
      long seen,
      Map<String, Long> positions) {
    static DeskJson of(Desk desk, boolean online, Map<String, Long> positions) {
      return new DeskJson(
          desk.name().text(),
          desk.user().text(),
          desk.version().map(ProgramVersion::text).orElse(null),
          online,
          desk.made().toEpochMilli(),
          desk.seen().toEpochMilli(),
          positions);
    }
  }

  /**
   * Desks.
   *
   * @param hubVersion which release the hub is
   */
  record DeskList(List<DeskJson> desks, String hubVersion) {}

  record AuditJson(
      long id, long time, String who, String address, String act, String subject, String detail) {
    static AuditJson of(AuditLog.Line line) {
      return new AuditJson(
          line.id(),
          line.time().toEpochMilli(),
          line.actor().who(),
          line.actor().address(),
          line.act(),
          line.subject(),
          line.detail());
    }
  }

  record AuditList(List<AuditJson> lines) {}

  /**
   * How a repository stands.
   *
   * @param historyPosition up to which the history in Subversion has the journal
   * @param historyRevision the youngest revision whose changes the hub knows
   * @param historyTrouble why it does not go on; empty while it does
   */
  record StandingJson(
      String name,
      long position,
      int nodes,
      int chunks,
      long storedBytes,
      long historyPosition,
      long historyRevision,
      String historyTrouble) {}

  /**
   * How a repository stands, for whoever may read it.
   *
   * @param historyPosition up to which the history has the journal
   * @param historyHalted whether it does not go on; administrators are told why
   */
  record RepositoryStanding(long position, long historyPosition, boolean historyHalted) {}

  record Status(
      String version,
      long uptimeMillis,
      int desksOnline,
      long changes,
      long bytesIn,
      long bytesOut,
      long usableBytes,
      List<StandingJson> repositories) {}

  /** SHA-256 digests one after the other, 32 bytes each, in Base64. */
  record Digests(String digests) {
    static Digests of(Iterable<Digest> digests) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      digests.forEach(digest -> bytes.writeBytes(digest.toBytes()));
      return new Digests(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    List<Digest> toDigests() {
      byte[] bytes = Base64.getDecoder().decode(digests);
      if (bytes.length % Digest.BYTES != 0) {
        throw new IllegalArgumentException("digests: 32 bytes each");
      }
      ByteBuffer in = ByteBuffer.wrap(bytes);
      List<Digest> found = new ArrayList<>();
      while (in.hasRemaining()) {
        found.add(Digest.readFrom(in));
      }
      return found;
    }
  }

  /** Something in a folder. */
  record NodeJson(
      String id, String name, String kind, long size, long modified, long version, String right) {}

  /**
   * A folder.
   *
   * @param folder its node id
   * @param right the caller's right at it
   */
  record NodeList(String folder, String right, List<NodeJson> nodes) {}

  /** A conflict copy: a file that waits for somebody to decide. */
  record ConflictJson(String node, String path, long size, long modified) {}

  record ConflictList(List<ConflictJson> conflicts) {}

  /**
   * What stands or stood at a path.
   *
   * @param seq its last change, up to the time that was asked for
   * @param gone whether it is not there now
   */
  record Found(String node, String kind, long size, long modified, long seq, boolean gone) {}

  /** A change: kind is create, edit, move or remove; path is where the node is or was last. */
  record LogLine(
      long seq, long time, String user, String desk, String kind, String node, String path) {
    static LogLine of(Versions.Line line) {
      return new LogLine(
          line.record().seq(),
          line.record().time().toEpochMilli(),
          line.record().user().text(),
          line.record().desk().text(),
          kind(line.record().change()),
          line.record().change().node().toString(),
          line.path());
    }

    private static String kind(Change change) {
      return switch (change) {
        case Change.Create _ -> "create";
        case Change.Edit _ -> "edit";
        case Change.Move _ -> "move";
        case Change.Remove _ -> "remove";
      };
    }
  }

  /** Changes, newest first; next is where to go on, 0 at the end. */
  record Log(List<LogLine> lines, long next) {}

  /**
   * A version of a file.
   *
   * @param revision of Subversion that has it; absent until one does
   */
  record VersionJson(
      long seq,
      long size,
      long modified,
      String user,
      String desk,
      long time,
      @Nullable Long revision) {
    static VersionJson of(Versions.Version version) {
      return new VersionJson(
          version.seq(),
          Nodes.size(version.entry()),
          Nodes.modified(version.entry()),
          version.user().text(),
          version.desk().text(),
          version.time().toEpochMilli(),
          version.revision().isPresent() ? version.revision().getAsLong() : null);
    }
  }

  record VersionList(List<VersionJson> versions) {}

  record RemovalJson(long seq, String node, String path, String user, long time) {
    static RemovalJson of(Versions.Removal removal) {
      return new RemovalJson(
          removal.seq(),
          removal.node().toString(),
          removal.path(),
          removal.user().text(),
          removal.time().toEpochMilli());
    }
  }

  record RemovalList(List<RemovalJson> removals) {}

  /**
   * What is to be restored, as of a journal position, a time or a revision of Subversion.
   *
   * @param node the file or folder
   */
  record Restore(String node, @Nullable Long seq, @Nullable Long time, @Nullable Long revision) {}

  record Restored(int nodes) {}

  /** An announcement: a repository has moved on, or what the listener may see in it has changed. */
  record Moved(String repository, long position, String view) {}

  /** A part of a file that is being sent, from the chunk of that number on. */
  record Coming(String repository, String upload, int from, List<ChangeJson.ChunkJson> chunks) {

    static Coming of(RepositoryName repository, UploadPart part) {
      return new Coming(
          repository.text(),
          part.upload().toString(),
          part.from(),
          part.chunks().stream().map(ChangeJson.ChunkJson::of).toList());
    }

    UploadPart toPart() throws Fault {
      List<ChunkRef> refs = new ArrayList<>();
      for (ChangeJson.ChunkJson chunk : chunks) {
        refs.add(chunk.toRef());
      }
      return new UploadPart(NodeId.parse(upload), from, refs);
    }
  }
}
