// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.TotalFigures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask servers in turn, together so often per second, and take each answer for a
 * failure that is not as it should be. Safe for use by many threads.
 */
final class RoundRobin implements AutoCloseable {

  /** How many requests are under way at most. */
  static final int CLIENTS = 4;

  private static final long NANOS_PER_REQUEST = TimeUnit.SECONDS.toNanos(1) / 700;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final List<ShopProcess> servers;
  private final Set<ShopProcess> ending = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final List<Future<?>> ends = new ArrayList<>();
  private final long begin = System.nanoTime();
  private volatile boolean stopping;

  // Guarded by this object's lock.
  private final Map<ShopProcess, Tally> tallies = new HashMap<>();

  private RoundRobin(List<ShopProcess> servers) {
    this.servers = new CopyOnWriteArrayList<>(servers);
    for (int i = 0; i < CLIENTS; i++) {
      ends.add(threads.submit(this::askAgainAndAgain));
    }
  }

  static RoundRobin on(List<ShopProcess> servers) {
    return new RoundRobin(servers);
  }

  private Void askAgainAndAgain() throws Exception {
    while (!stopping) {
      long number = sent.getAndIncrement();
      long due = begin + number * NANOS_PER_REQUEST;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      List<ShopProcess> known = List.copyOf(servers);
      ShopProcess server = known.get((int) (number % known.size()));
      try {
        ask(server, visit(number));
      } catch (IOException e) {
        if (!ending.contains(server)) {
          throw new IOException(server.url() + " is gone", e);
        }
      }
    }
    return null;
  }

  /** Nearly all the same; the numbers have no divisor in common with that of the servers. */
  private static Visit visit(long number) {
    return switch ((int) (number % 201)) {
      case 0 -> Visit.SEARCH;
      case 50 -> Visit.THUMBNAIL;
      case 100 -> Visit.LOGIN;
      case 150 -> Visit.FAIL;
      case 175 -> Visit.UNKNOWN_ORDER;
      default -> Visit.ORDER;
    };
  }

  /** Sends a request and returns what the answer says of the application. */
  TotalFigures ask(ShopProcess server, Visit visit) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + visit.path()))
            .method(visit.method(), HttpRequest.BodyPublishers.noBody())
            .timeout(TIMEOUT)
            .build();
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(visit.status(), answer.statusCode());
    String cost = Told.only(answer.headers().allValues(Told.COST));
    count(server, Figures.decimal(cost, "energy-uj").movePointRight(3).longValueExact());
    return TotalFigures.parse(Told.only(answer.headers().allValues(Told.TOTAL)));
  }

  private synchronized void count(ShopProcess server, long nanojoules) {
    tallies.merge(server, Tally.ofOne(nanojoules), Tally::plus);
  }

  /** Returns what a server has answered so far. */
  synchronized Tally tally(ShopProcess server) {
    return tallies.getOrDefault(server, Tally.NONE);
  }

  /** Returns what all servers have answered so far. */
  synchronized Tally tally() {
    return tallies.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** Takes no answer of a server for a failure from now on. */
  void expectEndOf(ShopProcess server) {
    ending.add(server);
  }

  /** Asks a server no more. */
  void leaveOut(ShopProcess server) {
    servers.remove(server);
  }

  void add(ShopProcess server) {
    servers.add(server);
  }

  /** Waits until so many requests are answered. */
  void awaitAnswers(long number) throws Exception {
    Until.holds(
        () -> {
          for (Future<?> end : ends) {
            if (end.isDone()) {
              end.get();
            }
          }
          return tally().answers() >= number;
        },
        () -> tally() + " instead of " + number);
  }

  /** Stops, and fails if any request has. */
  void stop() throws Exception {
    stopping = true;
    for (Future<?> end : ends) {
      end.get();
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.shutdownNow();
  }
}
