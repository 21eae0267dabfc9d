package org.ostraka.ballot.raft;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A server's TLS identity for consensus, the same for connections it opens and accepts.
 *
 * @param trust must refuse, on both sides, every certificate that the organisation did not issue to
 *     a ballot server
 */
public record RaftTls(X509ExtendedKeyManager key, X509ExtendedTrustManager trust) {}
