package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** Calls that meet travel together, in their order, and none is lost or sent twice. */
final class CombinerTest {
  private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch firstIsUnderWay = new CountDownLatch(1);
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);

  private List<String> send(List<String> items) throws InterruptedException {
    requests.add(items);
    firstIsUnderWay.countDown();
    firstMayEnd.await();
    return items.stream().map(item -> item + "!").toList();
  }

  @Test
  void aCallAloneIsSentAtOnce() throws Exception {
    firstMayEnd.countDown();
    assertThat(new Combiner<>(String::length, this::send).call("a")).isEqualTo("a!");
  }

  @Test
  void callsThatComeWhileARequestIsUnderWayMakeTheNextOne() throws Exception {
    Combiner<String, String> combiner = new Combiner<>(String::length, this::send);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = threads.submit(() -> combiner.call("first"));
      firstIsUnderWay.await();
      List<Future<String>> others = new ArrayList<>();
      for (int at = 1; at <= 50; at++) {
        String item = "other-" + at;
        others.add(threads.submit(() -> combiner.call(item)));
        awaitWaiting(combiner, at);
      }
      firstMayEnd.countDown();
      assertThat(first.get()).isEqualTo("first!");
      for (int at = 1; at <= 50; at++) {
        assertThat(others.get(at - 1).get()).isEqualTo("other-" + at + "!");
      }
    }
    assertThat(requests).hasSize(2);
    assertThat(requests.getFirst()).containsExactly("first");
    assertThat(requests.getLast()).hasSize(50).startsWith("other-1", "other-2");
  }

  private static void awaitWaiting(Combiner<?, ?> combiner, int count) {
    while (combiner.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aRequestHoldsNoMoreBytesThanAServerTakes() throws Exception {
    Combiner<String, String> combiner =
        new Combiner<>(item -> BallotCustoms.LARGEST / 2, this::send);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = threads.submit(() -> combiner.call("first"));
      firstIsUnderWay.await();
      List<Future<String>> others = new ArrayList<>();
      for (int at = 1; at <= 5; at++) {
        others.add(threads.submit(() -> combiner.call("other")));
      }
      awaitWaiting(combiner, 5);
      firstMayEnd.countDown();
      for (Future<String> other : others) {
        assertThat(other.get()).isEqualTo("other!");
      }
      first.get();
    }
    assertThat(requests).hasSize(6);
  }

  @Test
  void aFailedRequestFailsEachOfItsCallsWithAnExceptionOfItsOwn() {
    Combiner<String, String> combiner =
        new Combiner<>(
            String::length,
            items -> {
              throw Fault.of(FaultKind.UNAVAILABLE, "server s1 is down");
            });
    for (int round = 0; round < 2; round++) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> combiner.call("a"))
          .withMessage("server s1 is down");
    }
  }

  @Test
  void anAnswerOfTheWrongLengthIsAFailure() {
    Combiner<String, String> combiner = new Combiner<>(String::length, items -> List.of());
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> combiner.call("a"));
  }

  @Test
  void whoIsInterruptedWhileWaitingIsNotSentAndTheOthersGoOn() throws Exception {
    Combiner<String, String> combiner = new Combiner<>(String::length, this::send);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = threads.submit(() -> combiner.call("first"));
      firstIsUnderWay.await();
      AtomicInteger interrupted = new AtomicInteger();
      Thread impatient =
          Thread.startVirtualThread(() -> {
            try {
              combiner.call("impatient");
            } catch (InterruptedException e) {
              interrupted.incrementAndGet();
            } catch (Fault | IOException e) {
              throw new AssertionError(e);
            }
          });
      awaitWaiting(combiner, 1);
      Future<String> patient = threads.submit(() -> combiner.call("patient"));
      awaitWaiting(combiner, 2);
      impatient.interrupt();
      impatient.join();
      firstMayEnd.countDown();
      assertThat(patient.get()).isEqualTo("patient!");
      assertThat(first.get()).isEqualTo("first!");
      assertThat(interrupted).hasValue(1);
    }
    assertThat(requests).containsExactly(List.of("first"), List.of("patient"));
  }

  @Test
  void aThousandCallersAreAllServed() throws InterruptedException, ExecutionException {
    firstMayEnd.countDown();
    Combiner<String, String> combiner = new Combiner<>(String::length, this::send);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> calls = new ArrayList<>();
      for (int at = 0; at < 1_000; at++) {
        String item = "item-" + at;
        calls.add(threads.submit(() -> combiner.call(item)));
      }
      for (int at = 0; at < 1_000; at++) {
        assertThat(calls.get(at).get()).isEqualTo("item-" + at + "!");
      }
    }
    assertThat(requests.stream().mapToInt(List::size).sum()).isEqualTo(1_000);
  }
}
