// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that send requests one after the other, each as soon as it has the answer before. */
public final class Load implements AutoCloseable {

  private final int port;
  private final List<String> paths;
  private final AtomicLong sent = new AtomicLong();
  private final ExecutorService clients;
  private final List<Future<Integer>> ends = new ArrayList<>();
  private volatile boolean ending;

  private Load(int port, List<String> paths, int number) {
    this.port = port;
    this.paths = paths;
    clients = Executors.newFixedThreadPool(number);
    for (int i = 0; i < number; i++) {
      ends.add(clients.submit(this::ask));
    }
  }

  /** Starts so many clients that ask for the paths in turn, all together. */
  public static Load on(int port, List<String> paths, int clients) {
    return new Load(port, paths, clients);
  }

  private int ask() throws IOException {
    int requests = 0;
    while (!ending) {
      try (KeptConnection connection = KeptConnection.to(port)) {
        boolean kept = true;
        while (kept && !ending) {
          String path = paths.get((int) (sent.getAndIncrement() % paths.size()));
          Answer answer = connection.get(path);
          requests++;
          kept = !answer.all("connection").contains("close");
        }
      }
    }
    return requests;
  }

  /** Stops and returns how many answers came. */
  public int stop() throws Exception {
    ending = true;
    int requests = 0;
    for (Future<Integer> end : ends) {
      requests += end.get();
    }
    return requests;
  }

  @Override
  public void close() {
    ending = true;
    clients.shutdownNow();
  }
}
