package org.ostraka.sync.hub;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Users;

/**
 * How much each user with a quota has on the hub: the bytes of the files, in all repositories, that
 * the user was the last to change, and what the user has sent since they were counted.
 */
final class UserQuota {

  /** Whoever is at the limit is counted anew this often, so that removing files helps soon. */
  private static final long COUNTED_FOR_NANOS = 5_000_000_000L;

  private final Users users;
  private final Collection<OpenRepository> repositories;
  private final Map<UserName, Used> used = new ConcurrentHashMap<>();

  /**
   * What a user has.
   *
   * @param unnamed bytes of it that were sent, and that no change has named yet
   */
  private record Used(long bytes, long unnamed, long nanos) {}

  private static final Used NEVER = new Used(0, 0, 0);

  /**
   * For the users of one hub.
   *
   * @param repositories all that are open, at any time
   */
  UserQuota(Users users, Collection<OpenRepository> repositories) {
    this.users = users;
    this.repositories = repositories;
  }

  /**
   * Passes if the user may send so many bytes more, and counts them.
   *
   * @throws Fault {@code quota}
   */
  void require(Principal principal, long bytes) throws IOException, Fault {
    long quota = users.quotaBytes(principal);
    if (quota > 0 && take(principal.user(), bytes, bytes, quota) > quota) {
      throw HubRefusal.userQuota(quota);
    }
  }

  /**
   * Whether the user may have files with so many bytes more, which are counted then: what was sent
   * for them has been, what the hub had already has not.
   */
  boolean allows(Principal principal, long bytes) throws IOException, Fault {
    long quota = bytes == 0 ? 0 : users.quotaBytes(principal);
    if (quota == 0) {
      return true;
    }
    long sent = Math.min(bytes, used.getOrDefault(principal.user(), NEVER).unnamed);
    return take(principal.user(), bytes - sent, -sent, quota) <= quota;
  }

  private synchronized long take(UserName user, long bytes, long unnamed, long quota)
      throws IOException, Fault {
    Used known = used.getOrDefault(user, NEVER);
    boolean isOld = System.nanoTime() - known.nanos > COUNTED_FOR_NANOS;
    boolean counts = known.equals(NEVER) || (isOld && known.bytes + bytes > quota);
    Used now = counts ? new Used(count(user), known.unnamed, System.nanoTime()) : known;
    long total = now.bytes + bytes;
    long left = Math.max(0, now.unnamed + unnamed);
    used.put(user, total > quota ? now : new Used(total, left, now.nanos));
    return total;
  }

  private long count(UserName user) throws IOException, Fault {
    long bytes = 0;
    for (OpenRepository open : repositories) {
      bytes += open.live().journal().bytesOf(user);
    }
    return bytes;
  }
}
