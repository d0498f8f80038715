// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.xfootprint.Provenance;
import io.xfootprint.grid.Location;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.Rates;
import io.xfootprint.report.Regions.Region;
import io.xfootprint.report.Report.Step;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.store.InstanceTotal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a report as JSON, with the keys of the log lines: joules, milligrams CO2e, milliseconds
 * and bytes. A figure that is not known is left out.
 */
final class ReportJson {

  static final int VERSION = 1;

  /** Buffers that are kept for threads of the container would keep a stopped application. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();

  /** Decimals that nJ are of a J, and pg of a mg. */
  private static final int NANO = 9;

  /** Decimals that ns are of a ms. */
  private static final int MICRO = 6;

  private static final int SHARE_DECIMALS = 6;

  private final JsonGenerator out;
  private final Report report;

  private ReportJson(JsonGenerator out, Report report) {
    this.out = out;
    this.report = report;
  }

  /** Something that is written. */
  @FunctionalInterface
  interface Part {
    void write(JsonGenerator out) throws IOException;
  }

  /** Returns what is written as text. */
  static String text(Part part) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      part.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String of(Report report, Provenance setup, Rates rates, Regions regions) {
    return text(
        out -> {
          out.writeStartObject();
          new ReportJson(out, report).write(setup, rates, regions);
          out.writeEndObject();
        });
  }

  private void write(Provenance setup, Rates rates, Regions regions) throws IOException {
    out.writeNumberField("version", VERSION);
    out.writeStringField("app", report.app());
    writeTime("at", report.at());
    out.writeStringField("span", report.span().key());
    writeTime("from", report.from());
    out.writeStringField("scope", report.ofAllInstances() ? "all-instances" : "this-instance");
    if (report.storeFault().isPresent()) {
      out.writeStringField("store_fault", report.storeFault().get());
    }
    out.writeObjectFieldStart("total");
    writeBooks(report.total());
    out.writeBooleanField("complete", report.isTotalComplete());
    if (report.firstCounted().isPresent()) {
      writeTime("first_counted", report.firstCounted().get());
    }
    out.writeEndObject();
    out.writeObjectFieldStart("rate");
    out.writeNumberField("j_per_minute", report.rate().joulesPerMinute());
    out.writeNumberField("mg_per_minute", report.rate().gramsPerMinute() * 1000);
    out.writeEndObject();
    out.writeObjectFieldStart("books");
    writeBooks(report.books());
    writeLines(report.books());
    out.writeEndObject();
    writeSeries();
    writeRoutes();
    writeInstances();
    writeRegions(regions);
    writeSetup(setup, rates);
  }

  private void writeTime(String key, Instant time) throws IOException {
    out.writeStringField(key, time.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private void writeDecimal(String key, BigInteger number, int decimals) throws IOException {
    out.writeFieldName(key);
    out.writeNumber(new BigDecimal(number, decimals));
  }

  private void writeBooks(Statement books) throws IOException {
    Sums requests = books.line(CostCategory.REQUESTS);
    Sums operational = books.operational();
    out.writeNumberField("requests", requests.asLong(Metric.REQUESTS));
    out.writeNumberField("errors", requests.asLong(Metric.ERRORS));
    writeDecimal("energy_j", operational.get(Metric.ENERGY_NANOJOULES), NANO);
    writeDecimal("co2e_mg", operational.get(Metric.EMISSIONS_PICOGRAMS), NANO);
    writeRange(operational);
    if (books.knows(CostCategory.EMBODIED)) {
      Sums embodied = books.line(CostCategory.EMBODIED);
      writeDecimal("embodied_mg", embodied.get(Metric.EMISSIONS_PICOGRAMS), NANO);
      writeDecimal("embodied_low_mg", embodied.get(Metric.LOW_PICOGRAMS), NANO);
      writeDecimal("embodied_high_mg", embodied.get(Metric.HIGH_PICOGRAMS), NANO);
    }
    writeDecimal("gc_j", operational.get(Metric.GC_NANOJOULES), NANO);
  }

  private void writeRange(Sums amounts) throws IOException {
    writeDecimal("energy_low_j", amounts.get(Metric.LOW_NANOJOULES), NANO);
    writeDecimal("energy_high_j", amounts.get(Metric.HIGH_NANOJOULES), NANO);
    writeDecimal("co2e_low_mg", amounts.get(Metric.LOW_PICOGRAMS), NANO);
    writeDecimal("co2e_high_mg", amounts.get(Metric.HIGH_PICOGRAMS), NANO);
  }

  private void writeLines(Statement books) throws IOException {
    out.writeObjectFieldStart("lines");
    for (Map.Entry<CostCategory, Sums> line : books.lines().entrySet()) {
      out.writeObjectFieldStart(line.getKey().name().toLowerCase(Locale.ROOT));
      Sums amounts = line.getValue();
      if (line.getKey() != CostCategory.EMBODIED) {
        writeDecimal("energy_j", amounts.get(Metric.ENERGY_NANOJOULES), NANO);
      }
      writeDecimal("co2e_mg", amounts.get(Metric.EMISSIONS_PICOGRAMS), NANO);
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void writeSeries() throws IOException {
    out.writeArrayFieldStart("series");
    for (Step step : report.series()) {
      Sums operational = step.books().operational().max(Sums.NONE);
      Sums embodied = step.books().line(CostCategory.EMBODIED);
      out.writeStartObject();
      writeTime("begin", step.begin());
      writeTime("end", step.end());
      out.writeNumberField(
          "requests", step.books().line(CostCategory.REQUESTS).asLong(Metric.REQUESTS));
      writeDecimal("energy_j", operational.get(Metric.ENERGY_NANOJOULES), NANO);
      writeDecimal("co2e_mg", operational.get(Metric.EMISSIONS_PICOGRAMS), NANO);
      writeDecimal("embodied_mg", embodied.get(Metric.EMISSIONS_PICOGRAMS), NANO);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeRoutes() throws IOException {
    FullShare full = report.full();
    out.writeArrayFieldStart("routes");
    for (RouteRow row : RouteRow.of(report)) {
      Sums amounts = row.amounts();
      out.writeStartObject();
      out.writeStringField("route", row.label());
      out.writeNumberField("requests", amounts.asLong(Metric.REQUESTS));
      out.writeNumberField("errors", amounts.asLong(Metric.ERRORS));
      if (amounts.asLong(Metric.ESTIMATED) > 0) {
        out.writeNumberField("estimated", amounts.asLong(Metric.ESTIMATED));
      }
      if (amounts.asLong(Metric.WITHOUT_CPU) > 0) {
        out.writeNumberField("unmeasured", amounts.asLong(Metric.WITHOUT_CPU));
      }
      if (amounts.knowsBytes()) {
        out.writeNumberField("alloc_b", amounts.get(Metric.ALLOCATED_BYTES));
      }
      if (amounts.knowsCpu()) {
        writeDecimal("cpu_ms", amounts.get(Metric.CPU_NANOS), MICRO);
        writeDecimal("energy_j", amounts.get(Metric.ENERGY_NANOJOULES), NANO);
        writeDecimal("full_j", full.of(amounts, Metric.ENERGY_NANOJOULES), NANO);
        writeDecimal("co2e_mg", amounts.get(Metric.EMISSIONS_PICOGRAMS), NANO);
        writeDecimal("full_co2e_mg", full.of(amounts, Metric.EMISSIONS_PICOGRAMS), NANO);
        writeDecimal("gc_j", amounts.get(Metric.GC_NANOJOULES), NANO);
        writeRange(amounts);
        out.writeFieldName("share");
        out.writeNumber(BigDecimal.valueOf(Math.round(row.share() * 1e6), SHARE_DECIMALS));
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeInstances() throws IOException {
    out.writeArrayFieldStart("instances");
    for (InstanceTotal instance : report.instances()) {
      out.writeStartObject();
      out.writeBooleanField("ended", instance.name().isEmpty());
      if (!instance.name().isEmpty()) {
        out.writeStringField("name", instance.name());
        out.writeStringField("method", instance.method());
        writeTime("started", instance.started());
        writeTime("seen", instance.seen());
      }
      writeBooks(instance.books());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeRegions(Regions regions) throws IOException {
    BigInteger energy = report.books().operational().get(Metric.ENERGY_NANOJOULES);
    out.writeArrayFieldStart("regions");
    for (Region region : regions.all()) {
      out.writeStartObject();
      out.writeStringField("location", region.name());
      out.writeBooleanField("own", region.isOwn());
      out.writeNumberField("g_per_kwh", region.gramsPerKilowattHour());
      out.writeNumberField("pue", region.pue());
      writeDecimal("co2e_mg", region.picograms(energy), NANO);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeSetup(Provenance setup, Rates rates) throws IOException {
    FootprintSettings settings = setup.settings();
    Location location = settings.location();
    out.writeObjectFieldStart("setup");
    out.writeStringField("machine", settings.machine().name());
    out.writeStringField("machine_basis", settings.machineBasis());
    out.writeBooleanField("virtual", settings.machine().virtual());
    out.writeStringField(
        "power_rung", setup.model().power().rung().name().toLowerCase(Locale.ROOT));
    out.writeStringField("power_row", setup.model().power().method());
    out.writeNumberField("idle_w_per_cpu", setup.model().power().idleWattsPerCpu());
    out.writeNumberField("max_w_per_cpu", setup.model().power().maxWattsPerCpu());
    out.writeNumberField("j_per_cpu_second", rates.joulesPerCpuSecond());
    out.writeNumberField("j_per_byte", rates.joulesPerByte());
    out.writeNumberField("g_per_j", rates.gramsPerJoule());
    out.writeStringField("meter", setup.meter());
    out.writeBooleanField("metered", setup.isMetered());
    out.writeStringField("gc_source", setup.gcSource());
    out.writeStringField("held", setup.model().reservation().toString());
    out.writeStringField("location", location.name());
    out.writeStringField("location_basis", settings.locationBasis());
    out.writeNumberField(
        "g_per_kwh",
        settings.carbonIntensity().orElse(location.intensity().gramsPerKilowattHour()));
    if (settings.carbonIntensity().isEmpty()) {
      out.writeNumberField("intensity_year", location.year());
      out.writeStringField("intensity_basis", location.basis());
      out.writeStringField("intensity_source", location.source());
    }
    out.writeNumberField("pue", settings.pue());
    out.writeStringField("pue_basis", settings.pueBasis());
    out.writeNumberField("grid_loss", settings.gridLoss());
    out.writeNumberField("embodied_g_per_cpu_hour", settings.embodiedGramsPerCpuHour());
    out.writeStringField("embodied_basis", settings.embodiedBasis());
    out.writeEndObject();
  }
}
