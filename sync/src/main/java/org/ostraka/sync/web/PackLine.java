package org.ostraka.sync.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.ostraka.base.Fault;
import org.ostraka.web.BulkClient;
import org.ostraka.web.FaultJson;

/**
 * The way on which packs of chunks travel, and what is asked before each. Each call blocks its
 * thread, which ought to be a virtual one, and ends when that is interrupted.
 */
final class PackLine implements Closeable {
  private static final BulkClient.Patience PATIENCE =
      new BulkClient.Patience(
          Duration.ofSeconds(10), HubConnection.PATIENCE, Duration.ofSeconds(5));

  private final HubConnection hub;
  private final BulkClient client;

  PackLine(HubConnection hub, HubAddress address, String token) {
    this.hub = hub;
    this.client =
        new BulkClient(
            address.address(),
            new BulkClient.Tls(HubTls.clientContext(address.fingerprint()), HubTls.parameters()),
            PATIENCE,
            token);
  }

  /** What an answer is made of; called once more from the beginning if the answer broke off. */
  @FunctionalInterface
  interface Receiver<T> {
    T receive(InputStream answer) throws IOException, Fault;
  }

  /**
   * Sends a body of this length and hands the answer over; it may be sent twice.
   *
   * @throws Fault as the hub gave it; UNAVAILABLE if it cannot be reached
   */
  <T> T post(String path, long length, BulkClient.Body body, Receiver<T> receiver)
      throws Fault, IOException, InterruptedException {
    try {
      return attempt(path, length, body, receiver);
    } catch (IOException first) {
      requireNotInterrupted();
      // The hub may have hung up meanwhile, which is noticed here only: chunks may be sent twice.
      client.drop();
      try {
        return attempt(path, length, body, receiver);
      } catch (IOException again) {
        requireNotInterrupted();
        throw hub.unreachable(again);
      }
    }
  }

  private static void requireNotInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while a pack travelled");
    }
  }

  private <T> T attempt(String path, long length, BulkClient.Body body, Receiver<T> receiver)
      throws Fault, IOException {
    return client.post(
        path,
        length,
        body,
        (status, answer) -> {
          if (status != 200) {
            throw FaultJson.read(answer, () -> hub.stranger(status));
          }
          return receiver.receive(answer);
        });
  }

  /** Closes the connections that nothing is using. */
  @Override
  public void close() {
    client.close();
  }
}
