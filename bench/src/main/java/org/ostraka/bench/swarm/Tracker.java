package org.ostraka.bench.swarm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whoever asks the addresses of all who asked before (BEP 3 and BEP 23): enough for one
 * torrent.
 */
final class Tracker implements Closeable {
  private static final Pattern PORT = Pattern.compile("[?&]port=([0-9]{1,5})");

  private final HttpServer server;
  private final String host;
  private final Set<InetSocketAddress> peers = new LinkedHashSet<>();

  Tracker(String host) throws IOException {
    this.host = host;
    this.server = HttpServer.create(new InetSocketAddress(host, 0), 64);
    server.createContext("/announce", this::announce);
    server.start();
  }

  String url() {
    return "http://%s:%d/announce".formatted(host, server.getAddress().getPort());
  }

  private void announce(HttpExchange exchange) throws IOException {
    byte[] answer = answer(exchange);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized byte[] answer(HttpExchange exchange) {
    Matcher port = PORT.matcher(exchange.getRequestURI().toString());
    if (port.find()) {
      InetAddress from = exchange.getRemoteAddress().getAddress();
      peers.add(new InetSocketAddress(from, Integer.parseInt(port.group(1))));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head = "d8:intervali2e12:min intervali2e5:peers%d:".formatted(6 * peers.size());
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    for (InetSocketAddress peer : peers) {
      out.writeBytes(peer.getAddress().getAddress());
      out.write(peer.getPort() >> 8);
      out.write(peer.getPort());
    }
    out.write('e');
    return out.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
