package org.ostraka.ballot.web;

import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Peer;

/**
 * Who shows which certificate. Certificates are few and do not change, and reading one takes longer
 * than many a request does.
 */
final class Callers {
  private static final int MOST = 10_000;

  private final Map<Certificate, Peer> known = new ConcurrentHashMap<>();

  /**
   * The holder of a chain that TLS has verified.
   *
   * @throws Fault UNAUTHENTICATED if there is none, or it has no role here
   */
  Peer of(Certificate... verified) throws Fault {
    Peer caller = verified.length == 0 ? null : known.get(verified[0]);
    return caller == null ? read(verified) : caller;
  }

  private Peer read(Certificate... verified) throws Fault {
    Peer caller = Peer.of(verified);
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(verified[0], caller);
    return caller;
  }
}
