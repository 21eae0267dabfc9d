package org.ostraka.swarm.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.swarm.map.Play.announce;
import static org.ostraka.swarm.map.Play.entrust;
import static org.ostraka.swarm.map.Play.entrustUnreachable;
import static org.ostraka.swarm.map.Play.holding;
import static org.ostraka.swarm.map.Play.locate;
import static org.ostraka.swarm.map.Play.owned;
import static org.ostraka.swarm.map.Play.owners;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ostraka.swarm.Buckets;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.ServerState;
import org.ostraka.swarm.SessionMessage;

/** Golden scripts: what happens to mapping server S5, and what it does. */
class MappingServerScriptTest {
  private static final Holdings ALL = Holdings.all(5);
  private static final Holdings FIRST = Holdings.none(5).with(0);

  @Test
  void aFileThatIsEntrustedIsClaimedAndItsHoldersAreTold() {
    Play play =
        new Play()
            .meets("C1")
            .says("C1", entrust(Ownership.NONE))
            .says("C1", announce(owned(1, "S5"), ALL))
            .says("C1", holding(owned(1, "S5"), ALL))
            .says("C1", announce(owned(1, "S5"), ALL))
            .meets("C2")
            .says("C2", locate(Ownership.NONE));

    assertThat(play.script())
        .isEqualTo(
            """
            * C1 connects
            * C1 says entrust (seen nobody)
                C1 <- entrusted, epoch 1 of S5
            * C1 says announce (seen epoch 1 of S5)
                C1 <- announced [SEND]
            * C1 says holdings 5 of 5 fragments
            * C1 says announce (seen epoch 1 of S5)
                C1 <- announced [LISTED]
            * C2 connects
            * C2 says locate (seen nobody)
                C2 <- located, epoch 1 of S5, [C1 5 of 5 fragments]
                C2 <- voucher
            """);
  }

  @Test
  void aClientThatMissesThreeAnnouncesDisappears() {
    Play play =
        new Play()
            .meets("C1")
            .says("C1", entrust(Ownership.NONE))
            .says("C1", holding(owned(1, "S5"), ALL))
            .leaves("C1")
            .meets("C2")
            .quietly()
            .after(9_000)
            .says("C2", locate(Ownership.NONE))
            .after(100)
            .says("C2", locate(Ownership.NONE));

    assertThat(play.script())
        .isEqualTo(
            """
            * 9000 ms pass
            * C2 says locate (seen nobody)
                C2 <- located, epoch 1 of S5, [C1 5 of 5 fragments]
                C2 <- voucher
            * 100 ms pass
            * C2 says locate (seen nobody)
                C2 <- located, epoch 1 of S5, []
            """);
  }

  @Test
  void aFileOfALivingServerIsMoved() {
    Play play =
        new Play()
            .reaches("S7")
            .says("S7", owners(owned(3, "S7")))
            .meets("C1")
            .quietly()
            .says("C1", entrust(Ownership.NONE))
            .says("C1", announce(Ownership.NONE, ALL))
            .says("C1", locate(Ownership.NONE));

    assertThat(play.script())
        .isEqualTo(
            """
            * C1 says entrust (seen nobody)
                C1 <- moved, epoch 3 of S7 at S7
            * C1 says announce (seen nobody)
                C1 <- moved, epoch 3 of S7 at S7
                C1 <- announced [MOVED]
            * C1 says locate (seen nobody)
                C1 <- moved, epoch 3 of S7 at S7
            """);
  }

  @Test
  void aDeadOwnerIsTestedDirectlyThenThroughOthersAndThenFollowed() {
    Play play =
        new Play()
            .reaches("S7")
            .says("S7", owners(owned(3, "S7")))
            .reaches("S8")
            .meets("C1")
            .quietly()
            .leaves("S7")
            .says("C1", entrustUnreachable(owned(3, "S7")))
            .isNotReached("S7")
            .answersProbe("S8", "S7", ServerState.DEAD);

    assertThat(play.script())
        .isEqualTo(
            """
            * S7 is gone
                dial S7
            * C1 says entrust (seen epoch 3 of S7, unreachable)
            * S7 is not reached
                S8 <- probe S7
            * S8 says probed S7 DEAD
                C1 <- entrusted, epoch 4 of S5
                S8 <- owners [epoch 4 of S5]
            """);
  }

  @Test
  void anOwnerThatOthersReachIsNotReplacedButReachedThroughARelay() {
    Play play =
        new Play()
            .reaches("S7")
            .meets("S7")
            .says("S7", owners(owned(3, "S7")))
            .reaches("S8")
            .meets("C1")
            .quietly()
            .says("C1", entrustUnreachable(owned(3, "S7")))
            .after(1_500)
            .answersProbe("S8", "S7", ServerState.ALIVE)
            .says(
                "S7",
                new ServerMessage.Relay(
                    Play.node("C1"),
                    Play.endpoint("C1"),
                    new MapMessage.Entrusted(1, Play.POUET, owned(3, "S7"))))
            .says("C1", announce(owned(3, "S7"), ALL));

    assertThat(play.script())
        .isEqualTo(
            """
            * C1 says entrust (seen epoch 3 of S7, unreachable)
                S7 <- ping
            * 1500 ms pass
                S7 <- summary
                hang up on S7: TIMEOUT
                dial S7
                S8 <- ping
                S8 <- probe S7
            * S8 says probed S7 ALIVE
                S7 <- relay for C1: entrust (seen epoch 3 of S7)
            * S7 says relay for C1: entrusted, epoch 3 of S7
                C1 <- entrusted, epoch 3 of S7
            * C1 says announce (seen epoch 3 of S7)
                S7 <- relay for C1: announce (seen epoch 3 of S7)
            """);
  }

  @Test
  void aHandoverIsRepeatedUntilItIsAnswered() {
    Play play =
        new Play()
            .reaches("S7")
            .meets("C1")
            .says("C1", entrust(owned(3, "S9")))
            .says("C1", holding(owned(4, "S5"), ALL))
            .says("S7", owners(owned(4, "S7")))
            .after(300)
            .says("S7", new SessionMessage.Pong(0))
            .after(900)
            .says("S7", new SessionMessage.Pong(0))
            .quietly()
            .after(800);
    assertThat(play.script()).containsOnlyOnce("S7 <- handover, epoch 4 of S7");

    play.says("S7", new ServerMessage.Handed(1, Play.POUET)).quietly().after(4_000);
    assertThat(play.script()).doesNotContain("handover");
  }

  @Test
  void theLoserSendsItsListAtOnceAndRedirects() {
    Play play =
        new Play()
            .reaches("S7")
            .meets("C1")
            .says("C1", entrust(owned(3, "S9")))
            .says("C1", holding(owned(4, "S5"), ALL))
            .quietly()
            .says("S7", owners(owned(4, "S7")))
            .says("C1", announce(owned(4, "S5"), ALL));

    assertThat(play.script())
        .isEqualTo(
            """
            * S7 says owners [epoch 4 of S7]
                S7 <- handover, epoch 4 of S7, [C1 5 of 5 fragments]
            * C1 says announce (seen epoch 4 of S5)
                C1 <- moved, epoch 4 of S7 at S7
                C1 <- announced [MOVED]
            """);
  }

  @Test
  void theWinnerKeepsItsFileAndTellsTheLoser() {
    Play play =
        new Play()
            .reaches("S2")
            .meets("C1")
            .says("C1", entrust(owned(3, "S9")))
            .quietly()
            .says("S2", owners(owned(4, "S2")))
            .says(
                "S2",
                new ServerMessage.Handover(
                    9,
                    Play.POUET,
                    owned(4, "S5"),
                    Play.NAME,
                    List.of(
                        new ServerMessage.HandedHolder(
                            Play.node("C2"), 500, Play.endpoint("C2"), FIRST))))
            .says("C1", locate(owned(4, "S5")));

    assertThat(play.script())
        .isEqualTo(
            """
            * S2 says owners [epoch 4 of S2]
                S2 <- owners [epoch 4 of S5]
            * S2 says handover, epoch 4 of S5, [C2 1 of 5 fragments]
                S2 <- handed
            * C1 says locate (seen epoch 4 of S5)
                C1 <- located, epoch 4 of S5, [C2 1 of 5 fragments]
                C1 <- voucher
            """);
  }

  @Test
  void aServerThatWakesUpIsFencedByWhatItsClientHasSeen() {
    Play play =
        new Play()
            .reaches("S7")
            .meets("C1")
            .says("C1", entrust(Ownership.NONE))
            .quietly()
            .says("C1", locate(owned(2, "S7")))
            .says("C1", announce(owned(2, "S7"), ALL));

    assertThat(play.script())
        .isEqualTo(
            """
            * C1 says locate (seen epoch 2 of S7)
                C1 <- moved, epoch 2 of S7 at S7
            * C1 says announce (seen epoch 2 of S7)
                C1 <- moved, epoch 2 of S7 at S7
                C1 <- announced [MOVED]
            """);
  }

  @Test
  void anEpochOutOfReachIsNotBelieved() {
    Play play =
        new Play()
            .meets("C1")
            .says("C1", entrust(Ownership.NONE))
            .quietly()
            .says("C1", entrust(owned(5_000_000, "S9")))
            .says("C1", locate(owned(5_000_000, "S9")));

    assertThat(play.script())
        .isEqualTo(
            """
            * C1 says entrust (seen epoch 5000000 of S9)
                C1 <- error EPOCH_JUMP
            * C1 says locate (seen epoch 5000000 of S9)
                C1 <- located, epoch 1 of S5, []
            """);
  }

  @Test
  void whoKnowsMoreAnswersASummaryWithIt() {
    Play play =
        new Play()
            .meets("C1")
            .says("C1", entrust(Ownership.NONE))
            .meets("S7")
            .quietly()
            .says("S7", new ServerMessage.Summary(false, new Buckets()));

    assertThat(play.script())
        .isEqualTo(
            """
            * S7 says summary
                S7 <- owners [epoch 1 of S5]
                S7 <- summary in answer
            """);
  }

  @Test
  void aServerThatStartedAgainTakesItsFilesUpAgain() {
    Play play =
        new Play()
            .reaches("S7")
            .meets("C1")
            .quietly()
            .says("C1", announce(owned(6, "S5", 50), ALL))
            .says("C1", entrust(owned(6, "S5", 50)))
            .after(100);

    assertThat(play.script())
        .contains("C1 <- announced [UNKNOWN]")
        .contains("C1 <- entrusted, epoch 6 of S5")
        .contains("S7 <- owners [epoch 6 of S5]");
  }

  @Test
  void aClientMayNotSpeakAsAServer() {
    Play play = new Play().meets("C1").quietly().says("C1", owners(owned(9, "S9")));

    assertThat(play.script())
        .isEqualTo(
            """
            * C1 says owners [epoch 9 of S9]
                hang up on C1: UNEXPECTED
            """);
  }
}
