package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** Somebody listens already where a command was told to listen. */
final class PortOptionTest {

  @Test
  void whoFindsAPortTakenIsToldWhichAndHowToChooseAnother() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      int port = other.getLocalPort();
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(
              () -> new PortOption("--map-port", port).listening(() -> new ServerSocket(port)))
          .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.UNAVAILABLE))
          .withMessageContaining("cannot listen at port " + port)
          .withMessageEndingWith("; choose another with --map-port");
    }
  }

  @Test
  void whatAnInterfaceSaysOfItsPortIsKept() {
    Fault taken = new Fault(FaultKind.UNAVAILABLE, "cannot-listen", "cannot listen at [::]:1");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> new PortOption("--port", 1).listening(() -> fail(taken)))
        .withMessage("cannot listen at [::]:1; choose another with --port");
  }

  @Test
  void whatElseGoesWrongIsLeftAsItIs() {
    Fault other = new Fault(FaultKind.BUSY, "already-running", "it runs already");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> new PortOption("--port", 1).listening(() -> fail(other)))
        .isSameAs(other);
  }

  private static String fail(Fault fault) throws Fault {
    throw fault;
  }
}
