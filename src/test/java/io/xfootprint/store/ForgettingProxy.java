// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a server and forgets connections as some networks do: who has one is told nothing,
 * and what is sent on it arrives nowhere.
 */
final class ForgettingProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int serverPort;
  private final List<Passing> connections = new CopyOnWriteArrayList<>();

  private static final class Passing {

    private final Socket client;
    private final Socket server;
    private volatile boolean forgotten;

    Passing(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void copy(Socket from, Socket to) {
      byte[] buffer = new byte[8192];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          if (!forgotten) {
            out.write(buffer, 0, length);
            out.flush();
          }
        }
        if (!forgotten) {
          to.close();
        }
      } catch (IOException e) {
        // One of both has gone.
      }
    }

    void close() throws IOException {
      client.close();
      server.close();
    }
  }

  private ForgettingProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static ForgettingProxy to(int serverPort) throws IOException {
    ForgettingProxy proxy = new ForgettingProxy(serverPort);
    start(proxy::accept);
    return proxy;
  }

  int port() {
    return listening.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "forgetting proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Passing passing =
            new Passing(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
        connections.add(passing);
        start(() -> passing.copy(passing.client, passing.server));
        start(() -> passing.copy(passing.server, passing.client));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  /** Forgets all connections that there are; later ones work. */
  void forget() {
    connections.forEach(each -> each.forgotten = true);
  }

  /** Returns how many connections were made. */
  int accepted() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Passing each : connections) {
      each.close();
    }
  }
}
