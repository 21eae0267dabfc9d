package org.ostraka.ballot.server;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.box.Settlement;

/**
 * Brings what the log decides on this server's own claims from the replica, which exists first, to
 * the server around it. Decisions before it is attached are found in the tables.
 */
public final class SettlementRelay implements Consumer<List<Settlement>> {
  private final ServerId server;
  private volatile @Nullable Consumer<Settlement> target;

  public SettlementRelay(ServerId server) {
    this.server = server;
  }

  void attach(Consumer<Settlement> receiver) {
    target = receiver;
  }

  @Override
  public void accept(List<Settlement> settlements) {
    Consumer<Settlement> receiver = target;
    if (receiver != null) {
      for (Settlement settlement : settlements) {
        if (settlement.claim().server().equals(server)) {
          receiver.accept(settlement);
        }
      }
    }
  }
}
