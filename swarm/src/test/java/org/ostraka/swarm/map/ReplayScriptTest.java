package org.ostraka.swarm.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.swarm.map.Play.announce;
import static org.ostraka.swarm.map.Play.entrust;
import static org.ostraka.swarm.map.Play.holding;
import static org.ostraka.swarm.map.Play.locate;
import static org.ostraka.swarm.map.Play.owned;
import static org.ostraka.swarm.map.Play.owners;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.ServerState;

/** Golden scripts: mapping server S5 hears again what was true once. */
class ReplayScriptTest {
  private static final Holdings ALL = Holdings.all(5);
  private static final Holdings FIRST = Holdings.none(5).with(0);

  private static ServerMessage.Handover handover(Ownership ownership) {
    return new ServerMessage.Handover(
        9,
        Play.POUET,
        ownership,
        Play.NAME,
        List.of(new ServerMessage.HandedHolder(Play.node("C2"), 500, Play.endpoint("C2"), FIRST)));
  }

  @Test
  void whatAClientSaidIsAnsweredAgainAndChangesNothing() {
    Play play =
        new Play()
            .meets("C1")
            .says("C1", entrust(Ownership.NONE))
            .says("C1", holding(owned(1, "S5"), ALL))
            .quietly()
            .says("C1", entrust(Ownership.NONE))
            .says("C1", holding(owned(1, "S5"), ALL))
            .says("C1", announce(owned(1, "S5"), ALL))
            .says("C1", announce(owned(1, "S5"), ALL))
            .meets("C2")
            .says("C2", locate(Ownership.NONE));

    assertThat(play.script())
        .isEqualTo(
            """
            * C1 says entrust (seen nobody)
                C1 <- entrusted, epoch 1 of S5
            * C1 says holdings 5 of 5 fragments
            * C1 says announce (seen epoch 1 of S5)
                C1 <- announced [LISTED]
            * C1 says announce (seen epoch 1 of S5)
                C1 <- announced [LISTED]
            * C2 connects
            * C2 says locate (seen nobody)
                C2 <- located, epoch 1 of S5, [C1 5 of 5 fragments]
                C2 <- voucher
            """);
  }

  @Test
  void anOwnershipThatHasPassedDoesNotComeBack() {
    Play play =
        new Play()
            .reaches("S7")
            .says("S7", owners(owned(3, "S7")))
            .says("S7", owners(owned(6, "S7")))
            .meets("C1")
            .quietly()
            .says("S7", owners(owned(3, "S7")))
            .says("C1", locate(owned(3, "S7")));

    assertThat(play.script())
        .isEqualTo(
            """
            * S7 says owners [epoch 3 of S7]
                S7 <- owners [epoch 6 of S7]
            * C1 says locate (seen epoch 3 of S7)
                C1 <- moved, epoch 6 of S7 at S7
            """);
  }

  @Test
  void aHandoverIsTakenOnceHoweverOftenItComes() {
    Play play =
        new Play()
            .reaches("S2")
            .meets("C1")
            .says("C1", entrust(owned(3, "S9")))
            .quietly()
            .says("S2", handover(owned(4, "S5")))
            .says("S2", handover(owned(4, "S5")))
            .says("C1", locate(owned(4, "S5")));

    assertThat(play.script())
        .isEqualTo(
            """
            * S2 says handover, epoch 4 of S5, [C2 1 of 5 fragments]
                S2 <- handed
            * S2 says handover, epoch 4 of S5, [C2 1 of 5 fragments]
                S2 <- handed
            * C1 says locate (seen epoch 4 of S5)
                C1 <- located, epoch 4 of S5, [C2 1 of 5 fragments]
                C1 <- voucher
            """);
  }

  @Test
  void anAnswerToAProbeThatIsOverKillsNobody() {
    Play play =
        new Play()
            .reaches("S7")
            .says("S7", owners(owned(3, "S7")))
            .reaches("S8")
            .meets("C1")
            .quietly()
            .says("S8", new ServerMessage.Probed(77, Play.node("S7"), ServerState.DEAD))
            .says("S8", new ServerMessage.Probed(77, Play.node("S7"), ServerState.DEAD))
            .says("C1", entrust(owned(3, "S7")));

    assertThat(play.script())
        .endsWith(
            """
            * C1 says entrust (seen epoch 3 of S7)
                C1 <- moved, epoch 3 of S7 at S7
            """);
  }
}
