package org.ostraka.app.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.ostraka.sync.web.HubServer;
import org.ostraka.sync.web.HubTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visit to a hub as a browser makes it that never was there: each question on a connection of its
 * own, for the first page and what that asks for. A hub that has just started visits itself, so
 * that the first person does not wait until classes are loaded and the modules are joined.
 */
public final class FirstVisit {
  private static final Logger LOG = LoggerFactory.getLogger(FirstVisit.class);
  private static final String LENGTH = "content-length:";
  private static final int PATIENCE_MILLIS = 10_000;

  /** After so many the next one is as fast as those that follow (measured). */
  private static final int AT_START = 4;

  private static final List<String> PAGES =
      List.of("/", "/console/app.js", "/console/design.css", "/console/favicon.svg");
  private static final List<String> QUESTIONS = List.of("/api/v1/me", "/api/v1/setup");

  private final InetAddress host;
  private final int port;
  private final SSLContext tls;

  /**
   * A visit to come.
   *
   * @param listen the address at which the hub listens, which may be all of this machine's
   */
  public FirstVisit(String listen, HubServer hub) throws IOException {
    InetAddress address = InetAddress.getByName(listen);
    this.host = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    this.port = hub.port();
    this.tls = HubTls.clientContext(hub.fingerprint());
  }

  /** Goes on while the hub serves; that a visit fails is nobody's loss. */
  public static void atStart(String listen, HubServer hub) {
    Thread.ofVirtual()
        .name("first-visit")
        .start(() -> {
          try {
            FirstVisit visit = new FirstVisit(listen, hub);
            for (int number = 0; number < AT_START; number++) {
              visit.make();
            }
          } catch (IOException e) {
            LOG.debug("the hub could not visit itself", e);
          }
        });
  }

  /** Visits, and is answered. */
  public void make() throws IOException {
    for (String page : PAGES) {
      String status = ask(page);
      if (!status.startsWith("HTTP/1.1 200 ")) {
        throw new IOException("%s: %s".formatted(page, status));
      }
    }
    for (String question : QUESTIONS) {
      String _ = ask(question);
    }
  }

  /** Reads the answer and gives its first line. */
  private String ask(String path) throws IOException {
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(host, port)) {
      socket.setSSLParameters(HubTls.parameters());
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request(path).getBytes(ISO_8859_1));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      List<String> head = answer.lines().takeWhile(line -> !line.isEmpty()).toList();
      long _ = answer.skip(length(head));
      return head.isEmpty() ? "no answer" : head.getFirst();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long length(List<String> head) {
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, LENGTH, 0, LENGTH.length()))
        .mapToLong(line -> Long.parseLong(line.substring(LENGTH.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  private static String request(String path) {
    return String.join(
        "\r\n",
        "GET " + path + " HTTP/1.1",
        "Host: localhost",
        "Accept-Encoding: gzip",
        "Sec-Fetch-Site: none",
        "",
        "");
  }
}
