package org.ostraka.ballot.raft;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;
import org.ostraka.base.identity.Identity;

/** Every Ratis setting that differs from its default, and why. */
final class RatisProperties {

  /** The longest entry, in bytes: a full batch of claims. */
  static final int MAX_ENTRY_BYTES = 4 * 1024 * 1024;

  /** Entries sent to a follower at once; also the longest log record, hence more than an entry. */
  private static final SizeInBytes APPEND_BYTES = SizeInBytes.valueOf("6MB");

  /** A file of the log, which is the unit in which it is purged. */
  private static final long SEGMENT_BYTES = 8 << 20;

  private RatisProperties() {}

  static RaftProperties of(RaftSettings settings) {
    RaftProperties properties = new RaftProperties();
    storage(properties, settings);
    log(properties, settings.snapshots());
    limits(properties);
    timing(properties, settings.timing());
    rpc(properties, settings.member(settings.self()));
    return properties;
  }

  private static void storage(RaftProperties properties, RaftSettings settings) {
    RaftServerConfigKeys.setStorageDir(properties, List.of(settings.log().toFile()));
    // Never used, but its default lies in a temporary directory.
    RaftServerConfigKeys.setRemovedGroupsDir(
        properties, settings.directory().resolve("removed").toFile());
  }

  private static void log(RaftProperties properties, SnapshotInterval snapshots) {
    long segment = Math.min(SEGMENT_BYTES, snapshots.bytes() / 4);
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(segment));
    // Ratis fills with zeros what it will write to: no more than that. Small entries share a piece.
    RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("256KB"));
    RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("8MB"));
    // Entries that stay in memory when their segment is closed; a follower that lags more is served
    // from the disk. They outlive a collection of young objects, and copying them costs.
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 1);
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("16MB"));
    // Else each commit is an entry of its own, with its own flush and round to the followers, only
    // so that a server can apply a little more before it has found the others.
    RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
    // BallotStateMachine asks for snapshots by bytes, because entries differ by a factor of 10^6;
    // and it names an older place than the newest, so that what may be purged can be purged now.
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
    // A server that lags more fetches the tables itself: nothing has to be kept for it meanwhile.
    RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, false);
  }

  private static void limits(RaftProperties properties) {
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, APPEND_BYTES);
    RaftServerConfigKeys.Log.setQueueByteLimit(properties, SizeInBytes.valueOf("32MB"));
    RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("48MB"));
    RaftServerConfigKeys.Write.setElementLimit(properties, 1024);
    GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf("8MB"));
    GrpcConfigKeys.setFlowControlWindow(properties, SizeInBytes.valueOf("8MB"));
  }

  private static void timing(RaftProperties properties, RaftTiming timing) {
    TimeDuration min = duration(timing.electionTimeout());
    TimeDuration max = duration(timing.electionTimeout().multipliedBy(2));
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, min);
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, max);
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, min);
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, max);
    // A laptop that slept must not lose its server for that: elections handle long pauses.
    RaftServerConfigKeys.setCloseThreshold(properties, duration(Duration.ofDays(1000)));
    // A joining server counts when it is this many entries behind: about a second's worth.
    RaftServerConfigKeys.setStagingCatchupGap(properties, 100);
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftClientConfigKeys.Rpc.setRequestTimeout(properties, duration(Duration.ofSeconds(30)));
  }

  private static void rpc(RaftProperties properties, RaftMember self) {
    GrpcConfigKeys.Server.setHost(properties, self.host());
    GrpcConfigKeys.Server.setPort(properties, self.port());
  }

  /** TLS 1.3 with certificates on both ends, as the same identity for all kinds of requests. */
  static Parameters parameters(RaftSettings settings) {
    Parameters parameters = new Parameters();
    settings
        .identity()
        .ifPresent(identity -> GrpcConfigKeys.TLS.setConf(parameters, mutualTls(identity)));
    return parameters;
  }

  private static GrpcTlsConfig mutualTls(Identity identity) {
    return GrpcTlsConfig.newBuilder()
        .setKeyManager(identity.keyManager())
        .setTrustManager(new NodesOnly(identity.trustManager()))
        .setMutualTls(true)
        .setProtocols("TLSv1.3")
        .build();
  }

  private static TimeDuration duration(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
