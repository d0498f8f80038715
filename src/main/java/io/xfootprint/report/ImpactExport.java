// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xfootprint.Provenance;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.Report;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Writes a report as a manifest of the Impact Framework, with its names of parameters: kWh, g CO2e
 * and seconds. It is YAML in its flow style, which is JSON.
 */
final class ImpactExport {

  private static final String VERSION = "1.1.0";

  /** Decimals from nJ to MJ, of which 3.6 are a kWh. */
  private static final int MEGAJOULE = 15;

  private static final BigDecimal MEGAJOULES_PER_KILOWATT_HOUR = new BigDecimal("3.6");
  private static final int KILOWATT_HOUR_DECIMALS = 18;

  /** Decimals that pg are of a g. */
  private static final int PICO = 12;

  private final Report report;
  private final Provenance setup;

  ImpactExport(Report report, Provenance setup) {
    this.report = report;
    this.setup = setup;
  }

  String text() {
    return ReportJson.text(
        out -> {
          out.useDefaultPrettyPrinter();
          out.writeStartObject();
          out.writeStringField("name", report.app());
          out.writeStringField("description", "Written by x-footprint from measured CPU time");
          out.writeObjectFieldStart("if-version");
          out.writeStringField("version", VERSION);
          out.writeEndObject();
          out.writeObjectFieldStart("tree");
          out.writeObjectFieldStart("children");
          for (RouteCost route : report.statement().routesByEnergy()) {
            if (route.own().knowsCpu()) {
              writeChild(out, route);
            }
          }
          out.writeEndObject();
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private void writeChild(JsonGenerator out, RouteCost route) throws IOException {
    BigInteger operational = operational(route);
    BigInteger all = route.full().get(Metric.EMISSIONS_PICOGRAMS);
    out.writeObjectFieldStart(route.label());
    out.writeArrayFieldStart("outputs");
    out.writeStartObject();
    out.writeStringField("timestamp", report.from().truncatedTo(ChronoUnit.SECONDS).toString());
    out.writeNumberField(
        "duration", Math.max(1, Duration.between(report.from(), report.at()).toSeconds()));
    out.writeNumberField("requests", route.own().asLong(Metric.REQUESTS));
    out.writeStringField("functional-unit", "requests");
    write(out, "cpu/energy", kilowattHours(route.own().get(Metric.ENERGY_NANOJOULES)));
    write(out, "energy", kilowattHours(route.full().get(Metric.ENERGY_NANOJOULES)));
    out.writeNumberField(
        "grid/carbon-intensity",
        setup.model().electricity().grid().at(report.at()).gramsPerKilowattHour());
    write(out, "carbon-operational", new BigDecimal(operational, PICO));
    write(out, "embodied-carbon", new BigDecimal(all.subtract(operational), PICO));
    write(out, "carbon", new BigDecimal(all, PICO));
    write(out, "sci", new BigDecimal(route.perRequest(all), PICO));
    out.writeEndObject();
    out.writeEndArray();
    out.writeEndObject();
  }

  /** Returns the emissions of a route with its share of idle power and memory alone. */
  private BigInteger operational(RouteCost route) {
    Sums embodied = report.statement().share(CostCategory.EMBODIED, route.own());
    return route
        .full()
        .get(Metric.EMISSIONS_PICOGRAMS)
        .subtract(embodied.get(Metric.EMISSIONS_PICOGRAMS));
  }

  private static BigDecimal kilowattHours(BigInteger nanojoules) {
    return new BigDecimal(nanojoules, MEGAJOULE)
        .divide(MEGAJOULES_PER_KILOWATT_HOUR, KILOWATT_HOUR_DECIMALS, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }

  private static void write(JsonGenerator out, String key, BigDecimal number) throws IOException {
    out.writeFieldName(key);
    out.writeNumber(number);
  }
}
