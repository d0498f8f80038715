// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Where the energy goes: the lines of the books, with garbage collection told apart. */
final class CategoriesView {

  private record Line(String name, String about, Sums amounts, boolean hasEnergy) {}

  private final List<Line> lines = new ArrayList<>();

  CategoriesView(Statement books) {
    add(
        books,
        CostCategory.REQUESTS,
        "Routes",
        "the requests' own work",
        CategoriesView::withoutGc);
    Sums gc = gc(books.line(CostCategory.REQUESTS)).plus(gc(books.line(CostCategory.BACKGROUND)));
    lines.add(
        new Line("Garbage collection", "what requests and background have allocated", gc, true));
    add(
        books,
        CostCategory.BACKGROUND,
        "Background",
        "compilation, housekeeping, requests that have not ended",
        CategoriesView::withoutGc);
    add(
        books,
        CostCategory.IDLE,
        "Idle power",
        "of the part of the machine that is held",
        each -> each);
    add(books, CostCategory.MEMORY, "Memory", "beyond what idle power holds", each -> each);
    add(books, CostCategory.EMBODIED, "Making of the machine", "embodied emissions", each -> each);
  }

  private void add(
      Statement books, CostCategory line, String name, String about, Function<Sums, Sums> part) {
    if (books.knows(line)) {
      lines.add(new Line(name, about, part.apply(books.line(line)), line != CostCategory.EMBODIED));
    }
  }

  /** Returns the part of a line that is garbage collection; all its figures in proportion. */
  private static Sums gc(Sums line) {
    BigInteger energy = line.get(Metric.ENERGY_NANOJOULES);
    BigInteger gc = line.get(Metric.GC_NANOJOULES).min(energy);
    if (energy.signum() == 0) {
      return Sums.NONE;
    }
    return Sums.from(figure -> line.get(figure).multiply(gc).divide(energy));
  }

  private static Sums withoutGc(Sums line) {
    return line.minus(gc(line));
  }

  Map<String, Object> values() {
    Quantity.Column energy =
        Quantity.ENERGY.column(lines.stream().map(line -> of(line, Metric.ENERGY_NANOJOULES)));
    Quantity.Column emissions =
        Quantity.EMISSIONS.column(lines.stream().map(line -> of(line, Metric.EMISSIONS_PICOGRAMS)));
    BigInteger all =
        lines.stream()
            .map(line -> of(line, Metric.EMISSIONS_PICOGRAMS))
            .reduce(BigInteger.ZERO, BigInteger::add);
    Map<String, Object> values = new HashMap<>();
    values.put("linesEnergyUnit", energy.unit().name());
    values.put("linesEmissionsUnit", emissions.unit().name());
    values.put("lines", lines.stream().map(line -> row(line, energy, emissions, all)).toList());
    return values;
  }

  private static BigInteger of(Line line, Metric figure) {
    return line.amounts().get(figure).max(BigInteger.ZERO);
  }

  private static Map<String, Object> row(
      Line line, Quantity.Column energy, Quantity.Column emissions, BigInteger all) {
    BigInteger own = of(line, Metric.EMISSIONS_PICOGRAMS);
    double percent =
        all.signum() > 0
            ? new BigDecimal(own)
                .multiply(BigDecimal.valueOf(100))
                .divide(new BigDecimal(all), 2, RoundingMode.HALF_UP)
                .doubleValue()
            : 0;
    return Map.of(
        "name",
        line.name(),
        "about",
        line.about(),
        "energy",
        line.hasEnergy() ? energy.number(of(line, Metric.ENERGY_NANOJOULES)) : "–",
        "energyUnit",
        line.hasEnergy() ? List.of(energy.unit().name()) : List.of(),
        "emissions",
        emissions.number(own),
        "emissionsUnit",
        emissions.unit().name(),
        "range",
        emissions.number(of(line, Metric.LOW_PICOGRAMS))
            + " – "
            + emissions.number(of(line, Metric.HIGH_PICOGRAMS)),
        "rangeUnit",
        emissions.unit().name(),
        "percent",
        PageView.percent(percent),
        "percentWidth",
        String.format(Locale.ROOT, "%.2f", percent));
  }
}
