package org.ostraka.swarm.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;

/** The rates of one file, from what was there when it was last looked at. */
final class Progress {
  private static final double SMOOTHING = 0.5;

  private long lastLook;
  private long lastHeld = -1;
  private long lastUploaded;
  private double downRate;
  private double upRate;

  Progress(long now) {
    this.lastLook = now;
  }

  Readout read(Exchange exchange, Steward steward, long now) {
    Transfer transfer = exchange.transfer();
    long held = bytes(transfer.key(), transfer.file().holdings());
    long uploaded = transfer.uploaded();
    if (lastHeld >= 0 && now > lastLook) {
      downRate += SMOOTHING * ((held - lastHeld) * 1000.0 / (now - lastLook) - downRate);
      upRate += SMOOTHING * ((uploaded - lastUploaded) * 1000.0 / (now - lastLook) - upRate);
    }
    lastLook = now;
    lastHeld = held;
    lastUploaded = uploaded;
    @Nullable Endpoint place = steward.placeOrNull(transfer.key());
    return new Readout(
        transfer.key(),
        transfer.file().about().link().name(),
        held,
        new Readout.Flow((long) downRate, (long) upRate, uploaded, transfer.redundant()),
        steward.seen(transfer.key()),
        place == null ? "" : place.toString(),
        peers(exchange),
        exchange.download().isWithinReach(),
        transfer.shunned());
  }

  private static List<Readout.PeerReadout> peers(Exchange exchange) {
    return exchange.peers().stream()
        .map(peer ->
            new Readout.PeerReadout(
                peer.name(),
                peer.connection().endpoint().toString(),
                peer.downloaded(),
                peer.uploaded()))
        .toList();
  }

  private static long bytes(FileKey key, Holdings holdings) {
    int last = key.fragments() - 1;
    if (last < 0) {
      return 0;
    }
    long full = (long) holdings.count() * key.fragmentSize().bytes();
    return holdings.has(last) ? full - key.fragmentSize().bytes() + key.bytesOf(last) : full;
  }
}
