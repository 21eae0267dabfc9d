package org.ostraka.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes, a, b and c; what arrives is written as "from&gt;to:message". */
final class SimNetworkTest {
  private final Simulation simulation = new Simulation(1);
  private final SimNetwork<Integer> network = new SimNetwork<>(simulation);
  private final List<String> arrived = new ArrayList<>();

  @BeforeEach
  void attach() {
    for (String node : List.of("a", "b", "c")) {
      network.attach(node, (from, message) -> arrived.add(from + ">" + node + ":" + message));
    }
  }

  @Test
  void inCalmWeatherEverythingArrivesOnceAndInOrder() {
    sendMany(200);
    assertThat(arrived).containsExactlyElementsOf(inOrder(200));
    assertThat(network.delivered()).isEqualTo(200);
    assertThat(network.dropped()).isZero();
  }

  @Test
  void nothingArrivesBeforeTheShortestDelay() {
    network.weather(new Weather(Duration.ofMillis(10), Duration.ofMillis(20), 0, 0, 0));
    network.send("a", "b", 1);
    simulation.runFor(Duration.ofNanos(9_999_999));
    assertThat(arrived).isEmpty();
    simulation.runFor(Duration.ofMillis(11));
    assertThat(arrived).containsExactly("a>b:1");
  }

  @Test
  void lossLosesSome() {
    network.weather(weather(0.5, 0, 0));
    sendMany(200);
    assertThat(arrived).hasSizeBetween(60, 140).isSubsetOf(inOrder(200)).doesNotHaveDuplicates();
    assertThat(network.delivered() + network.dropped()).isEqualTo(200);
  }

  @Test
  void duplicationDoublesSome() {
    network.weather(weather(0, 0.5, 0));
    sendMany(200);
    assertThat(arrived).hasSizeBetween(260, 340).containsAll(inOrder(200));
  }

  @Test
  void reorderingChangesTheOrderAndNothingElse() {
    network.weather(weather(0, 0, 0.5));
    sendMany(200);
    assertThat(arrived)
        .containsExactlyInAnyOrderElementsOf(inOrder(200))
        .isNotEqualTo(inOrder(200));
  }

  @Test
  void aOneWayCutLetsAnswersThrough() {
    network.cut("a", "b");
    network.send("a", "b", 1);
    network.send("b", "a", 2);
    settle();
    assertThat(arrived).containsExactly("b>a:2");
  }

  @Test
  void aPartitionSeparatesTwoSidesUntilItHeals() {
    network.partition(Set.of("a"));
    network.send("a", "b", 1);
    network.send("c", "a", 2);
    network.send("b", "c", 3);
    settle();
    assertThat(arrived).containsExactly("b>c:3");
    network.heal();
    network.send("a", "b", 4);
    settle();
    assertThat(arrived).containsExactly("b>c:3", "a>b:4");
  }

  @Test
  void aCutAlsoStopsWhatIsUnderWay() {
    network.send("a", "b", 1);
    network.partition(Set.of("b"));
    settle();
    assertThat(arrived).isEmpty();
    assertThat(network.dropped()).isEqualTo(1);
  }

  @Test
  void aNodeThatIsDownNeitherHearsNorSpeaks() {
    network.down("b");
    network.send("a", "b", 1);
    network.send("b", "c", 2);
    settle();
    assertThat(arrived).isEmpty();
    network.up("b");
    network.send("a", "b", 3);
    settle();
    assertThat(arrived).containsExactly("a>b:3");
  }

  @Test
  void aRestartedNodeHearsWithItsNewReceiver() {
    network.down("b");
    network.attach("b", (from, message) -> arrived.add("new b heard " + message));
    network.send("a", "b", 1);
    settle();
    assertThat(arrived).containsExactly("new b heard 1");
  }

  @Test
  void anUnknownNodeIsAMistakeOfTheTest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.send("a", "d", 1))
        .withMessage("no node 'd' in [a, b, c]");
  }

  private void sendMany(int count) {
    IntStream.range(0, count).forEach(i -> network.send("a", "b", i));
    settle();
  }

  private void settle() {
    simulation.runFor(Duration.ofMinutes(1));
  }

  private static List<String> inOrder(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a>b:" + i).toList();
  }

  private static Weather weather(double loss, double duplication, double reordering) {
    return new Weather(Duration.ofMillis(1), Duration.ofMillis(50), loss, duplication, reordering);
  }
}
