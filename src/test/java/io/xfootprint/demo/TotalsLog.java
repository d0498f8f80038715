// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of totals in the demo's log. */
record TotalsLog(Map<String, Map<String, BigDecimal>> routes, Map<String, BigDecimal> app) {

  private static final Pattern LINE =
      Pattern.compile("(route|app)=\"([^\"]*)\"((?: \\w+=(?:-?[0-9.]+|\"[^\"]*\"))+)");
  private static final Pattern FIGURE = Pattern.compile(" (\\w+)=(-?[0-9.]+)");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Returns the first block that has counted this many requests. */
  static TotalsLog after(long requests) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      TotalsLog last = last(lines());
      if (last.app.getOrDefault("requests", BigDecimal.ZERO).longValueExact() == requests) {
        return last;
      }
      // The lines come from another process each second.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return fail("no totals of " + requests + " requests, the last were " + last(lines()));
  }

  /** Returns the last block of a log. */
  static TotalsLog last(List<String> lines) {
    Map<String, Map<String, BigDecimal>> routes = new HashMap<>();
    TotalsLog block = new TotalsLog(Map.of(), Map.of());
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      if (matcher.group(1).equals("route")) {
        routes.put(matcher.group(2), figures(matcher.group(3)));
      } else {
        block = new TotalsLog(routes, figures(matcher.group(3)));
        routes = new HashMap<>();
      }
    }
    return block;
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of(System.getProperty("demo.log")));
  }

  private static Map<String, BigDecimal> figures(String text) {
    Map<String, BigDecimal> figures = new HashMap<>();
    FIGURE
        .matcher(text)
        .results()
        .forEach(figure -> figures.put(figure.group(1), new BigDecimal(figure.group(2))));
    return figures;
  }

  /** Returns the sum of a figure over all routes. */
  BigDecimal ofRoutes(String key) {
    return routes.values().stream()
        .map(figures -> figures.getOrDefault(key, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal figure(String route, String key) {
    return routes.getOrDefault(route, Map.of()).getOrDefault(key, BigDecimal.ZERO);
  }
}
