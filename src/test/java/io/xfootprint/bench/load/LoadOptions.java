// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What is run, each by a system property {@code load.NAME}.
 *
 * @param containers as the build's executions are named
 * @param seconds length of a round of one servlet of one variant
 * @param warmup seconds of each servlet of each variant before the first round
 * @param starts fresh processes of each variant
 */
record LoadOptions(
    List<String> containers,
    List<LoadVariant> variants,
    List<Answering> servlets,
    int rounds,
    double seconds,
    double warmup,
    int starts) {

  LoadOptions {
    if (!variants.contains(LoadVariant.BARE)) {
      throw new IllegalArgumentException("load.variants must hold bare, but is " + variants);
    }
  }

  static LoadOptions ofSystem() {
    return new LoadOptions(
        list("containers", List.of("jetty-ee10", "tomcat11", "undertow"), name -> name),
        list("variants", List.of(LoadVariant.values()), LoadVariant::named),
        list("servlets", List.of(Answering.values()), Answering::named),
        (int) number("rounds", 150),
        number("seconds", 0.05),
        number("warmup", 4),
        (int) number("starts", 7));
  }

  private static <T> List<T> list(String name, List<T> all, Function<String, T> parse) {
    String value = System.getProperty("load." + name);
    return value == null ? all : Arrays.stream(value.split(",")).map(parse).toList();
  }

  private static double number(String name, double normal) {
    return Double.parseDouble(System.getProperty("load." + name, String.valueOf(normal)));
  }

  static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
