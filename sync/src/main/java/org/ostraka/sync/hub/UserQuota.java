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

  private record Used(long bytes, long nanos) {}

  private static final Used NEVER = new Used(0, 0);

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
    if (quota > 0 && take(principal.user(), bytes, quota) > quota) {
      throw HubRefusal.userQuota(quota);
    }
  }

  private synchronized long take(UserName user, long bytes, long quota) throws IOException, Fault {
    Used known = used.getOrDefault(user, NEVER);
    boolean isOld = System.nanoTime() - known.nanos > COUNTED_FOR_NANOS;
    boolean counts = known.equals(NEVER) || (isOld && known.bytes + bytes > quota);
    Used now = counts ? new Used(count(user), System.nanoTime()) : known;
    long total = now.bytes + bytes;
    used.put(user, total > quota ? now : new Used(total, now.nanos));
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
