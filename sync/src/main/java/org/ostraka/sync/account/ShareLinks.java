package org.ostraka.sync.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.PasswordHash;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;

/**
 * Links by which whoever has one gets a file or folder without an account. A link shows what its
 * maker may read, at the moment when it is used: it ends with the maker's right.
 */
public final class ShareLinks {
  private static final int ID_BYTES = 8;
  private static final int LONGEST_PASSWORD = 200;
  private static final int MOST_OF_A_USER = 1_000;
  private static final String COLUMNS =
      "SELECT l.*, u.name AS maker, r.name AS repository FROM links l"
          + " JOIN users u ON u.id = l.user_id JOIN repositories r ON r.id = l.repository_id ";

  private final AccountParts parts;
  private final LoginThrottle throttle;
  private final SecureRandom random = new SecureRandom();

  /** Each hashing takes 19 MiB and 50 ms: strangers must not fill the machine with it. */
  private final Semaphore hashings = new Semaphore(1);

  ShareLinks(AccountParts parts) {
    this.parts = parts;
    this.throttle = new LoginThrottle(parts.clock());
  }

  /**
   * What a link allows.
   *
   * @param password that visitors must give
   * @param expires when it ends, in milliseconds since 1970 UTC
   * @param downloads how often its content may be fetched
   */
  public record Terms(Optional<String> password, OptionalLong expires, OptionalLong downloads) {}

  /**
   * A link.
   *
   * @param maker in whose name it reads
   * @param used how often its content was fetched
   */
  public record ShareLink(
      String id,
      RepositoryName repository,
      NodeId node,
      Principal maker,
      Optional<PasswordHash> password,
      long made,
      OptionalLong expires,
      OptionalLong downloads,
      long used) {}

  /**
   * A link that was made.
   *
   * @param token the secret, shown once
   */
  public record Made(String id, String token) {}

  /**
   * Makes a link. One without an end gets the one that the settings give it, if they give any.
   *
   * @throws Fault {@code too-many-links}; {@code link-past}; {@code links-off}, {@code
   *     link-too-long} by the settings
   */
  public Made make(
      Principal maker, Actor actor, RepositoryName repository, NodeId node, Terms terms)
      throws Fault, IOException, InterruptedException {
    requireOn();
    Terms within = within(terms);
    @Nullable String hash = null;
    if (terms.password().isPresent()) {
      hash = hash(terms.password().get());
    }
    Made made = new Made(freshId(), Tokens.fresh());
    Row row = new Row(made, node, within, hash);
    parts.database().act(handle -> insert(handle, maker, actor, repository, row));
    return made;
  }

  private void requireOn() throws Fault {
    if (!parts.settings().links()) {
      throw new Fault(FaultKind.NOT_PERMITTED, "links-off", "links are switched off on this hub");
    }
  }

  private Terms within(Terms terms) throws Fault {
    if (terms.expires().orElse(Long.MAX_VALUE) <= parts.clock().millis()) {
      throw new Fault(
          FaultKind.INVALID_INPUT, "link-past", "expires: a link ends later than it is made");
    }
    long days = parts.settings().longestLinkDays();
    if (days == 0) {
      return terms;
    }
    long end = parts.clock().millis() + Duration.ofDays(days).toMillis();
    if (terms.expires().orElse(end) > end) {
      throw new Fault(
          FaultKind.INVALID_INPUT, "link-too-long", "a link lasts %d days at most".formatted(days));
    }
    return new Terms(
        terms.password(), OptionalLong.of(terms.expires().orElse(end)), terms.downloads());
  }

  private record Row(Made made, NodeId node, Terms terms, @Nullable String hash) {}

  private void insert(
      Handle handle, Principal maker, Actor actor, RepositoryName repository, Row row)
      throws Fault {
    int before =
        handle
            .createQuery("SELECT count(*) FROM links WHERE user_id = ?")
            .bind(0, maker.id())
            .mapTo(Integer.class)
            .one();
    if (before >= MOST_OF_A_USER) {
      throw new Fault(
          FaultKind.BUSY,
          "too-many-links",
          "at most %,d links: remove some".formatted(MOST_OF_A_USER));
    }
    handle
        .createUpdate(
            "INSERT INTO links (id, digest, repository_id, node, user_id, password, made, expires,"
                + " downloads) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(0, row.made().id())
        .bind(1, Tokens.digest(row.made().token()).toString())
        .bind(2, Repositories.require(handle, repository).id())
        .bind(3, row.node().toString())
        .bind(4, maker.id())
        .bind(5, row.hash())
        .bind(6, parts.clock().millis())
        .bind(7, orNull(row.terms().expires()))
        .bind(8, orNull(row.terms().downloads()))
        .execute();
    parts.audit().note(handle, actor, "link-made", repository, "link " + row.made().id());
  }

  private static @Nullable Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private String freshId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private String hash(String password) throws Fault, InterruptedException {
    if (password.isEmpty() || password.getBytes(UTF_8).length > LONGEST_PASSWORD) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "password-long",
          "a link's password has 1 to %d bytes".formatted(LONGEST_PASSWORD));
    }
    hashings.acquire();
    try {
      return PasswordHash.of(password).toString();
    } finally {
      hashings.release();
    }
  }

  /** The links into a repository that somebody made; all of them for an administrator. */
  public List<ShareLink> list(Principal by, RepositoryName repository) throws Fault, IOException {
    return parts
        .database()
        .read(handle ->
            handle
                .createQuery(COLUMNS + "WHERE r.name = ? AND (l.user_id = ? OR ?) ORDER BY l.made")
                .bind(0, repository.text())
                .bind(1, by.id())
                .bind(2, by.admin())
                .map(ShareLinks::link)
                .list());
  }

  private static ShareLink link(RowView row) {
    @Nullable String password = row.getColumn("password", String.class);
    Principal maker =
        new Principal(
            row.getColumn("user_id", Long.class),
            new UserName(row.getColumn("maker", String.class)),
            false,
            Optional.empty());
    return new ShareLink(
        row.getColumn("id", String.class),
        new RepositoryName(row.getColumn("repository", String.class)),
        NodeId.parse(row.getColumn("node", String.class)),
        maker,
        Optional.ofNullable(password).map(PasswordHash::parse),
        row.getColumn("made", Long.class),
        number(row, "expires"),
        number(row, "downloads"),
        row.getColumn("used", Long.class));
  }

  private static OptionalLong number(RowView row, String column) {
    @Nullable Long value = row.getColumn(column, Long.class);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /**
   * Ends a link.
   *
   * @throws Fault NOT_FOUND if there is none, or it is somebody else's
   */
  public void remove(Principal by, Actor actor, RepositoryName repository, String id)
      throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          int gone =
              handle.execute(
                  "DELETE FROM links WHERE id = ? AND (user_id = ? OR ?) AND repository_id IN"
                      + " (SELECT id FROM repositories WHERE name = ?)",
                  id,
                  by.id(),
                  by.admin(),
                  repository.text());
          if (gone == 0) {
            throw Refusals.unknown("link", id);
          }
          parts.audit().note(handle, actor, "link-removed", repository, "link " + id);
        });
  }

  /**
   * The link of a token, for a visitor.
   *
   * @throws Fault {@code links-off}; {@code link-unknown}, also where it has ended; {@code
   *     link-password} if it wants another password; {@code too-many-attempts}
   */
  public ShareLink open(String token, String password, String address)
      throws Fault, IOException, InterruptedException {
    requireOn();
    ShareLink link =
        parts
            .database()
            .read(handle ->
                handle
                    .createQuery(COLUMNS + "WHERE l.digest = ?")
                    .bind(0, Tokens.digest(token).toString())
                    .map(ShareLinks::link)
                    .findOne())
            .filter(this::isAlive)
            .orElseThrow(ShareLinks::unknown);
    if (link.password().isPresent()) {
      requirePassword(link, link.password().get(), password, address);
    }
    return link;
  }

  private boolean isAlive(ShareLink link) {
    return parts.clock().millis() < link.expires().orElse(Long.MAX_VALUE)
        && link.used() < link.downloads().orElse(Long.MAX_VALUE);
  }

  private static Fault unknown() {
    return new Fault(FaultKind.NOT_FOUND, "link-unknown", "there is no such link, or it has ended");
  }

  private void requirePassword(
      ShareLink link, PasswordHash expected, String password, String address)
      throws Fault, InterruptedException {
    throttle.enter("link " + link.id(), address);
    hashings.acquire();
    boolean fits;
    try {
      fits = password.length() <= LONGEST_PASSWORD && expected.matches(password);
    } finally {
      hashings.release();
    }
    if (!fits) {
      throw new Fault(FaultKind.UNAUTHENTICATED, "link-password", "this link wants its password");
    }
    throttle.succeeded("link " + link.id(), address);
  }

  /**
   * Counts a fetching of the content, before it begins.
   *
   * @throws Fault {@code link-unknown} if it was fetched as often as it may be
   */
  public void use(ShareLink link, String address) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          int counted =
              handle.execute(
                  "UPDATE links SET used = used + 1 WHERE id = ?"
                      + " AND (downloads IS NULL OR used < downloads)",
                  link.id());
          if (counted == 0) {
            throw unknown();
          }
          Actor visitor = new Actor("link " + link.id(), address);
          parts.audit().note(handle, visitor, "link-used", link.repository(), "");
        });
  }
}
