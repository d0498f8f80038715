// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;

/** A Jetty on a free port of the loopback interface, with its client. */
public final class JettyServer implements AutoCloseable {

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final InFlight inFlight = new InFlight();
  private final Client client = new Client();

  /** Knows when the server is done with requests, which is later than when their answers are. */
  private static final class InFlight extends Handler.Wrapper {

    /** The first party is who waits. */
    private final Phaser requests = new Phaser(1);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      // One until the call returns, one until the answer is complete: either may come first.
      requests.bulkRegister(2);
      Request.addCompletionListener(request, failure -> requests.arriveAndDeregister());
      try {
        return super.handle(request, response, callback);
      } finally {
        requests.arriveAndDeregister();
      }
    }

    void awaitNone() throws InterruptedException, TimeoutException {
      requests.awaitAdvanceInterruptibly(
          requests.arrive(), Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private JettyServer() {}

  public static JettyServer start(WebApp... apps) throws Exception {
    JettyServer jetty = new JettyServer();
    jetty.connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    jetty.server.addConnector(jetty.connector);
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    for (WebApp app : apps) {
      contexts.addHandler(app.context());
    }
    jetty.inFlight.setHandler(contexts);
    jetty.server.setHandler(jetty.inFlight);
    jetty.server.start();
    return jetty;
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** Sends a GET with these headers, names and values in turn. */
  public Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send(new SyncCase("GET", path, List.of(headers)));
  }

  public Answer send(SyncCase request) throws IOException, InterruptedException {
    return client.send(connector.getLocalPort(), request);
  }

  public Answer send(AsyncCase request) throws IOException, InterruptedException {
    return client.send(connector.getLocalPort(), request);
  }

  /** Sends a request as it is and returns all that comes back until the server closes. */
  public String sendRaw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket.setSoTimeout((int) Client.TIMEOUT.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Waits until the server is done with all requests that it has answered. */
  public void awaitIdle() throws InterruptedException, TimeoutException {
    inFlight.awaitNone();
  }

  public void restart() throws Exception {
    server.stop();
    server.start();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not stop", e);
    }
  }
}
