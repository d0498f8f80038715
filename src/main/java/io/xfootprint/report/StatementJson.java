// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.data.TableVersion;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.MonthlyStatement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the statement of a month as JSON: kWh and g CO2e, as those who add it up expect. */
final class StatementJson {

  private static final MathContext DIGITS = new MathContext(6);

  private StatementJson() {}

  static String of(MonthlyStatement statement, String version) {
    SciFigures figures = new SciFigures(statement.books());
    Sums requests = statement.books().line(CostCategory.REQUESTS);
    return new JsonObject()
        .put("version", ReportJson.VERSION)
        .put("app", statement.app())
        .put("month", statement.month().toString())
        .put("complete", statement.isOver())
        .put("standard", "ISO/IEC 21031:2024")
        .put("functional_unit", "request")
        .put(
            "boundary",
            "processor and memory of the application's processes, with what is held while idle;"
                + " no databases, other services, network or clients")
        .put("e_kwh", kilowattHours(figures.operational(), Metric.ENERGY_NANOJOULES))
        .put("e_low_kwh", kilowattHours(figures.operational(), Metric.LOW_NANOJOULES))
        .put("e_high_kwh", kilowattHours(figures.operational(), Metric.HIGH_NANOJOULES))
        .put("i_g_per_kwh", figures.gramsPerKilowattHour())
        .put("o_g", grams(figures.operational(), Metric.EMISSIONS_PICOGRAMS))
        .put("o_low_g", grams(figures.operational(), Metric.LOW_PICOGRAMS))
        .put("o_high_g", grams(figures.operational(), Metric.HIGH_PICOGRAMS))
        .put("m_g", grams(figures.embodied(), Metric.EMISSIONS_PICOGRAMS))
        .put("m_low_g", grams(figures.embodied(), Metric.LOW_PICOGRAMS))
        .put("m_high_g", grams(figures.embodied(), Metric.HIGH_PICOGRAMS))
        .put("r", figures.requests())
        .put("sci_g", figures.gramsPerRequest(Metric.EMISSIONS_PICOGRAMS))
        .put("sci_low_g", figures.gramsPerRequest(Metric.LOW_PICOGRAMS))
        .put("sci_high_g", figures.gramsPerRequest(Metric.HIGH_PICOGRAMS))
        .put(
            "lines",
            statement.books().lines().entrySet().stream()
                .filter(StatementJson::isKnown)
                .map(StatementJson::line)
                .toList())
        .put("hours_counted", statement.countedHours())
        .put("hours", statement.allHours())
        .put("coverage", coverage(statement))
        .put("unmeasured", requests.get(Metric.WITHOUT_CPU))
        .put("estimated", requests.get(Metric.ESTIMATED))
        .put("intensity", intensity(statement))
        .put("x_footprint", version)
        .put("tables", TableVersion.all().stream().map(StatementJson::table).toList())
        .put("hashed", statement.text())
        .put("hash", statement.hash())
        .put("hash_before", statement.hashBefore())
        .text();
  }

  /** Returns the part of the CPU time that requests explain, from 0 to 1; empty if not known. */
  static Optional<BigDecimal> coverage(MonthlyStatement statement) {
    double coverage = statement.books().coverage();
    return Double.isFinite(coverage)
        ? Optional.of(BigDecimal.valueOf(coverage).round(DIGITS))
        : Optional.empty();
  }

  private static Optional<BigDecimal> kilowattHours(Optional<Sums> sums, Metric metric) {
    return sums.map(known -> SciFigures.kilowattHours(known.get(metric)));
  }

  private static Optional<BigDecimal> grams(Optional<Sums> sums, Metric metric) {
    return sums.map(known -> SciFigures.grams(known.get(metric)));
  }

  private static boolean isKnown(Map.Entry<CostCategory, Sums> line) {
    return line.getKey() != CostCategory.REQUESTS
        || Metric.ENERGY_NANOJOULES.isKnown(line.getValue());
  }

  /** Returns a line. The making of the machine takes no energy. */
  private static JsonObject line(Map.Entry<CostCategory, Sums> line) {
    Optional<Sums> sums = Optional.of(line.getValue());
    return new JsonObject()
        .put("line", line.getKey().name().toLowerCase(Locale.ROOT))
        .put(
            "kwh",
            kilowattHours(
                sums.filter(each -> line.getKey() != CostCategory.EMBODIED),
                Metric.ENERGY_NANOJOULES))
        .put("g", grams(sums, Metric.EMISSIONS_PICOGRAMS))
        .put("low_g", grams(sums, Metric.LOW_PICOGRAMS))
        .put("high_g", grams(sums, Metric.HIGH_PICOGRAMS));
  }

  /** Returns what priced each hour: who told it, and the mean of what it told. */
  private static List<JsonObject> intensity(MonthlyStatement statement) {
    return statement.hours().entrySet().stream()
        .flatMap(hour -> sources(hour.getKey(), hour.getValue()))
        .toList();
  }

  private static Stream<JsonObject> sources(Instant hour, Map<String, GridUse> uses) {
    return new TreeMap<>(uses)
        .entrySet().stream()
            .filter(each -> each.getValue().nanojoules().signum() > 0)
            .map(
                each ->
                    new JsonObject()
                        .put("hour", hour)
                        .put("source", each.getKey())
                        .put("kwh", SciFigures.kilowattHours(each.getValue().nanojoules()))
                        .put(
                            "g_per_kwh",
                            BigDecimal.valueOf(each.getValue().gramsPerKilowattHour())
                                .round(DIGITS)));
  }

  static JsonObject table(TableVersion table) {
    return new JsonObject().put("table", table.name()).put("sha256", table.hash());
  }
}
