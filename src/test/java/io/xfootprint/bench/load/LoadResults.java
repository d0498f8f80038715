// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All figures by variant and name, and the Markdown that is made of them. */
final class LoadResults {

  static final String CPU = "CPU us, ";
  static final String BYTES = "B, ";
  static final String P50 = "p50 us";
  static final String P99 = "p99 us";
  static final String START = "start ms";
  static final String RESIDENT = "resident MB";

  private final Map<LoadVariant, Map<String, Samples>> figures = new EnumMap<>(LoadVariant.class);

  void add(LoadVariant variant, String figure, double value) {
    figures
        .computeIfAbsent(variant, each -> new LinkedHashMap<>())
        .computeIfAbsent(figure, each -> new Samples())
        .add(value);
  }

  private Samples of(LoadVariant variant, String figure) {
    return figures.get(variant).get(figure);
  }

  private boolean has(LoadVariant variant, String figure) {
    return figures.getOrDefault(variant, Map.of()).containsKey(figure);
  }

  private Samples overBare(LoadVariant variant, String figure) {
    return of(variant, figure).minus(of(LoadVariant.BARE, figure));
  }

  /** Returns a table of figures by variant: medians, over bare for all others. */
  String table() {
    StringBuilder out = new StringBuilder("|  |");
    figures.keySet().forEach(variant -> out.append(" ").append(variant).append(" |"));
    out.append("\n|---|").append("---|".repeat(figures.size())).append('\n');
    for (String figure : figures.get(LoadVariant.BARE).keySet()) {
      out.append("| ").append(figure).append(" |");
      for (LoadVariant variant : figures.keySet()) {
        boolean bare = variant == LoadVariant.BARE;
        Samples samples = bare ? of(variant, figure) : overBare(variant, figure);
        String sign = bare ? "" : "+";
        out.append(
            String.format(
                Locale.ROOT, " %" + sign + ".1f ±%.1f |", samples.median(), samples.spread()));
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** Returns what we have set ourselves, and what was found. */
  String goals() {
    StringBuilder out = new StringBuilder("| goal | at most | found |\n|---|---|---|\n");
    for (Answering servlet : Answering.values()) {
      String cpu = CPU + servlet;
      if (has(LoadVariant.OURS, cpu)) {
        switch (servlet) {
          case WORK -> row(out, cpu + ": ours / bare", 1.01, timesBare(cpu));
          case LARGE -> row(out, cpu + ": ours / bare", 1.05, timesBare(cpu));
          default -> small(out, servlet);
        }
      }
    }
    if (has(LoadVariant.OURS, P99) && has(LoadVariant.FLOOR, P99)) {
      double floor = of(LoadVariant.FLOOR, P99).median();
      row(out, P99 + ": ours / floor", 1.1, of(LoadVariant.OURS, P99).median() / floor);
    }
    if (has(LoadVariant.OURS, START)) {
      row(out, START + ": ours - bare", 60, overBare(LoadVariant.OURS, START).median());
      row(out, RESIDENT + ": ours - bare", 5, overBare(LoadVariant.OURS, RESIDENT).median());
    }
    return out.toString();
  }

  private void small(StringBuilder out, Answering servlet) {
    String cpu = CPU + servlet;
    double ours = overBare(LoadVariant.OURS, cpu).median();
    if (has(LoadVariant.FLOOR, cpu)) {
      double floor = overBare(LoadVariant.FLOOR, cpu).median();
      double most = servlet == Answering.AT_END ? 1.3 : 1.5;
      row(out, cpu + ": (ours - bare) / (floor - bare)", most, ours / floor);
    }
    if (has(LoadVariant.JAVAMELODY, cpu)) {
      double theirs = overBare(LoadVariant.JAVAMELODY, cpu).median();
      row(out, cpu + ": (ours - bare) / (javamelody - bare)", 1, ours / theirs);
    }
    String bytes = BYTES + servlet;
    row(out, bytes + ": ours - bare", 600, overBare(LoadVariant.OURS, bytes).median());
  }

  /** The median of the rounds' differences, as the rounds' own levels differ by more. */
  private double timesBare(String figure) {
    return 1 + overBare(LoadVariant.OURS, figure).median() / of(LoadVariant.BARE, figure).median();
  }

  private static void row(StringBuilder out, String goal, double most, double found) {
    out.append(String.format(Locale.ROOT, "| %s | %s | %.3f |%n", goal, most, found));
  }
}
