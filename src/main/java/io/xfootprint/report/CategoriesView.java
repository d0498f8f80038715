// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.report.Quantity.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the energy goes: the lines of the books, and garbage collection in a line of its own. An
 * application can do something about its garbage without doing less work.
 */
final class CategoriesView {

  private final Statement books;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String name, String about, Sums sums, boolean hasEnergy) {

    /** Returns a figure. Steps of clocks can leave a line a little below 0. */
    BigInteger figure(Metric metric) {
      return sums.get(metric).max(BigInteger.ZERO);
    }
  }

  CategoriesView(Statement books) {
    this.books = books;
    add(CostCategory.REQUESTS, "Routes", "the requests' own work");
    Sums gc = gc(books.line(CostCategory.REQUESTS)).plus(gc(books.line(CostCategory.BACKGROUND)));
    lines.add(
        new Line("Garbage collection", "what requests and background have allocated", gc, true));
    add(
        CostCategory.BACKGROUND,
        "Background",
        "compilation, housekeeping, requests that have not ended");
    add(CostCategory.IDLE, "Idle power", "of the part of the machine that is held");
    add(CostCategory.MEMORY, "Memory", "held by the process");
    add(CostCategory.EMBODIED, "Making of the machine", "embodied emissions");
  }

  private void add(CostCategory category, String name, String about) {
    if (books.knows(category)) {
      Sums line = books.line(category);
      lines.add(new Line(name, about, line.minus(gc(line)), category != CostCategory.EMBODIED));
    }
  }

  /** Returns the part of a line that is garbage collection: all of its figures, by energy. */
  private static Sums gc(Sums line) {
    BigInteger energy = line.get(Metric.ENERGY_NANOJOULES);
    BigInteger gc = line.get(Metric.GC_NANOJOULES).min(energy);
    return energy.signum() == 0
        ? Sums.NONE
        : Sums.from(metric -> line.get(metric).multiply(gc).divide(energy));
  }

  /** Returns the values of the template. */
  Map<String, Object> values() {
    Column energy = column(Quantity.ENERGY, Metric.ENERGY_NANOJOULES);
    Column emissions = column(Quantity.EMISSIONS, Metric.EMISSIONS_PICOGRAMS);
    BigInteger all =
        lines.stream()
            .map(line -> line.figure(Metric.EMISSIONS_PICOGRAMS))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return Map.of(
        "linesEnergyUnit", energy.unit(),
        "linesEmissionsUnit", emissions.unit(),
        "lines", lines.stream().map(line -> row(line, energy, emissions, all)).toList());
  }

  /**
   * Returns what matters most in a sentence: how much of the emissions a change of the code can
   * lower, and what is the largest part; empty if there are none.
   */
  String sentence() {
    BigInteger all = BigInteger.ZERO;
    Line largest = lines.get(0);
    for (Line line : lines) {
      BigInteger own = line.figure(Metric.EMISSIONS_PICOGRAMS);
      all = all.add(own);
      if (own.compareTo(largest.figure(Metric.EMISSIONS_PICOGRAMS)) > 0) {
        largest = line;
      }
    }
    if (all.signum() == 0 || !books.knowsFull()) {
      return "";
    }
    BigInteger held = BigInteger.ZERO;
    for (CostCategory category :
        List.of(CostCategory.IDLE, CostCategory.MEMORY, CostCategory.EMBODIED)) {
      held = held.add(books.line(category).get(Metric.EMISSIONS_PICOGRAMS));
    }
    return PageText.format(
        "The requests' own work is %s of the emissions of this period; %s is for holding the machine,"
            + " whether anybody asks or not. The largest line is %s, %s.",
        PageText.percent(percent(lines.get(0).figure(Metric.EMISSIONS_PICOGRAMS), all)),
        PageText.percent(percent(held.max(BigInteger.ZERO), all)),
        largest.name().toLowerCase(Locale.ROOT),
        PageText.percent(percent(largest.figure(Metric.EMISSIONS_PICOGRAMS), all)));
  }

  private Column column(Quantity quantity, Metric metric) {
    return quantity.column(lines.stream().map(line -> line.figure(metric)));
  }

  private static Map<String, Object> row(
      Line line, Column energy, Column emissions, BigInteger all) {
    BigInteger own = line.figure(Metric.EMISSIONS_PICOGRAMS);
    String low = emissions.number(line.figure(Metric.LOW_PICOGRAMS));
    String high = emissions.number(line.figure(Metric.HIGH_PICOGRAMS));
    double percent = percent(own, all);
    return Map.of(
        "name", line.name(),
        "about", line.about(),
        "energy", line.hasEnergy() ? energy.number(line.figure(Metric.ENERGY_NANOJOULES)) : "–",
        "hasEnergy", line.hasEnergy(),
        "emissions", emissions.number(own),
        "range", low + " – " + high,
        "percent", PageText.percent(percent),
        "percentWidth", PageText.hundredths(percent));
  }

  /** Returns a percentage of two decimals, from whole numbers of any size. */
  private static double percent(BigInteger part, BigInteger all) {
    return all.signum() == 0
        ? 0
        : new BigDecimal(part.multiply(BigInteger.valueOf(100)))
            .divide(new BigDecimal(all), 2, RoundingMode.HALF_UP)
            .doubleValue();
  }
}
