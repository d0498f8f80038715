// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts a server for each variant, warms all up, and asks them in turn: what disturbs the machine
 * meets all variants.
 *
 * <p>No test, but run as those of containers are: the build has a class path for each of these.
 */
class LoadBenchmark {

  /** Far below what any of them can: no request waits for another. */
  private static final int REQUESTS_PER_SECOND = 1000;

  /** Of a round for latencies, and before the memory of a fresh server is read. */
  private static final int REQUESTS = 500;

  private static final int ROUNDS_TO_LATENCIES = 5;

  private final LoadOptions options = LoadOptions.ofSystem();
  private final LoadResults results = new LoadResults();

  @TempDir private Path folder;

  @Test
  void printsWhatEachFilterCosts() throws Exception {
    String container = System.getProperty("container", "jetty-ee10");
    assumeTrue(options.containers().contains(container));
    Map<LoadVariant, MeasuredServer> servers = new EnumMap<>(LoadVariant.class);
    try {
      for (LoadVariant variant : options.variants()) {
        servers.put(variant, MeasuredServer.start(variant, folder));
      }
      for (MeasuredServer server : servers.values()) {
        for (Answering servlet : options.servlets()) {
          server.cost(servlet, LoadOptions.nanos(options.warmup()));
        }
      }
      for (int i = 0; i < options.rounds(); i++) {
        costs(servers);
        if (i % ROUNDS_TO_LATENCIES == 0) {
          latencies(servers);
        }
      }
    } finally {
      for (MeasuredServer server : servers.values()) {
        server.close();
      }
    }
    for (int i = 0; i < options.starts(); i++) {
      starts();
    }
    print(container);
  }

  private void costs(Map<LoadVariant, MeasuredServer> servers) throws IOException {
    for (Answering servlet : options.servlets()) {
      for (Map.Entry<LoadVariant, MeasuredServer> each : servers.entrySet()) {
        MeasuredServer.Cost cost =
            each.getValue().cost(servlet, LoadOptions.nanos(options.seconds()));
        results.add(each.getKey(), LoadResults.CPU + servlet, cost.cpuMicros());
        results.add(each.getKey(), LoadResults.BYTES + servlet, cost.bytes());
      }
    }
  }

  private void latencies(Map<LoadVariant, MeasuredServer> servers) throws IOException {
    for (Map.Entry<LoadVariant, MeasuredServer> each : servers.entrySet()) {
      double[] micros =
          each.getValue().client().atRate(Answering.DECLARED.path(), REQUESTS_PER_SECOND, REQUESTS);
      results.add(each.getKey(), LoadResults.P50, micros[REQUESTS / 2]);
      results.add(each.getKey(), LoadResults.P99, micros[REQUESTS * 99 / 100]);
    }
  }

  private void starts() throws Exception {
    for (LoadVariant variant : options.variants()) {
      try (MeasuredServer server = MeasuredServer.start(variant, folder)) {
        results.add(variant, LoadResults.START, server.startMillis());
        server.client().atRate(Answering.DECLARED.path(), REQUESTS_PER_SECOND, REQUESTS);
        results.add(variant, LoadResults.RESIDENT, server.residentMegabytes());
      }
    }
  }

  private void print(String container) throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .orElse("model name: unknown");
    System.out.printf(
        Locale.ROOT,
        "%n**%s**: %d processors, %s; JDK %s; %d rounds of %s s, %d starts; medians, ± half of what"
            + " lies between the quartiles; all but bare over bare%n%n%s%n%s%n",
        container,
        Runtime.getRuntime().availableProcessors(),
        processor.substring(processor.indexOf(':') + 2),
        System.getProperty("java.version"),
        options.rounds(),
        options.seconds(),
        options.starts(),
        results.table(),
        results.goals());
  }
}
