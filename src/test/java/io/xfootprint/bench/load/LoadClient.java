// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Sixteen connections on one thread: it leaves the other processors to the server. */
final class LoadClient implements AutoCloseable {

  private static final int CONNECTIONS = 16;

  private final Selector selector = Selector.open();
  private final List<LoadConnection> connections = new ArrayList<>();

  LoadClient(int port) throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(new LoadConnection(port, selector));
    }
  }

  /** Sends on all connections, each as soon as it has its answer, and returns how many came. */
  int flatOut(String path, long nanos) throws IOException {
    byte[] request = LoadConnection.request(path);
    long end = System.nanoTime() + nanos;
    for (LoadConnection connection : connections) {
      connection.send(request, 0);
    }
    int answers = 0;
    for (int inFlight = CONNECTIONS; inFlight > 0; ) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        LoadConnection connection = (LoadConnection) key.attachment();
        if (connection.read()) {
          answers++;
          if (System.nanoTime() < end) {
            connection.send(request, 0);
          } else {
            inFlight--;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return answers;
  }

  /**
   * Sends so many requests at this rate, whether or not answers have come, and returns the
   * latencies in us, the least first.
   *
   * <p>It sends up to 1 ms late, which is not in the latencies: a client that spins until the time
   * has come takes a processor from the server, and then requests wait for that.
   */
  double[] atRate(String path, int perSecond, int requests) throws IOException {
    byte[] request = LoadConnection.request(path);
    long interval = 1_000_000_000L / perSecond;
    Deque<LoadConnection> idle = new ArrayDeque<>(connections);
    double[] micros = new double[requests];
    long start = System.nanoTime();
    int sent = 0;
    int answers = 0;
    while (answers < requests) {
      if (sent < requests && !idle.isEmpty() && System.nanoTime() - start >= sent * interval) {
        idle.remove().send(request, System.nanoTime());
        sent++;
      }
      selector.select(1);
      for (SelectionKey key : selector.selectedKeys()) {
        LoadConnection connection = (LoadConnection) key.attachment();
        if (connection.read()) {
          micros[answers++] = (System.nanoTime() - connection.sentNanos()) / 1e3;
          idle.add(connection);
        }
      }
      selector.selectedKeys().clear();
    }
    Arrays.sort(micros);
    return micros;
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
