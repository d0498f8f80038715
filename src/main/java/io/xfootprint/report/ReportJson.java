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
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.Machine;
import io.xfootprint.model.Rates;
import io.xfootprint.reading.Report;
import io.xfootprint.report.Regions.Region;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.settings.Sourced;
import io.xfootprint.store.InstanceTotal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

  private static final List<RouteFigure> FIGURES_OF_ROUTE =
      List.of(
          RouteFigure.REQUESTS,
          RouteFigure.ERRORS,
          RouteFigure.ESTIMATED,
          RouteFigure.UNMEASURED,
          RouteFigure.BYTES,
          RouteFigure.CPU,
          RouteFigure.ENERGY,
          RouteFigure.FULL_ENERGY,
          RouteFigure.EMISSIONS,
          RouteFigure.FULL_EMISSIONS,
          RouteFigure.GC_ENERGY,
          RouteFigure.LOW_ENERGY,
          RouteFigure.HIGH_ENERGY,
          RouteFigure.LOW_EMISSIONS,
          RouteFigure.HIGH_EMISSIONS,
          RouteFigure.SHARE);

  /** Written where there are any. */
  private static final Set<RouteFigure> ODD_REQUESTS =
      Set.of(RouteFigure.ESTIMATED, RouteFigure.UNMEASURED);

  private static final List<Metric> FIGURES_OF_BOOKS =
      List.of(
          Metric.REQUESTS,
          Metric.ERRORS,
          Metric.ENERGY_NANOJOULES,
          Metric.EMISSIONS_PICOGRAMS,
          Metric.LOW_NANOJOULES,
          Metric.HIGH_NANOJOULES,
          Metric.LOW_PICOGRAMS,
          Metric.HIGH_PICOGRAMS);

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
    writeBooks(report.headline().total());
    out.writeBooleanField("complete", report.headline().isComplete());
    if (report.firstCounted().isPresent()) {
      writeTime("first_counted", report.firstCounted().get());
    }
    out.writeEndObject();
    out.writeObjectFieldStart("rate");
    out.writeNumberField("j_per_minute", report.headline().rate().joulesPerMinute());
    out.writeNumberField("mg_per_minute", report.headline().rate().gramsPerMinute() * 1000);
    out.writeEndObject();
    out.writeObjectFieldStart("books");
    writeBooks(report.statement());
    writeLines(report.statement());
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

  private void write(String key, BigInteger number, int decimals) throws IOException {
    out.writeFieldName(key);
    out.writeNumber(new BigDecimal(number, decimals));
  }

  private void write(Metric metric, Sums sums) throws IOException {
    write(metric.key(), sums.get(metric), metric.decimals());
  }

  private void write(CostCategory category, Metric metric, Statement statement) throws IOException {
    write(category.key(metric), statement.line(category).get(metric), metric.decimals());
  }

  private void writeBooks(Statement statement) throws IOException {
    Sums operational = statement.operational();
    for (Metric metric : FIGURES_OF_BOOKS) {
      write(metric, operational);
    }
    if (statement.knows(CostCategory.EMBODIED)) {
      write(CostCategory.EMBODIED, Metric.EMISSIONS_PICOGRAMS, statement);
      write(CostCategory.EMBODIED, Metric.LOW_PICOGRAMS, statement);
      write(CostCategory.EMBODIED, Metric.HIGH_PICOGRAMS, statement);
    }
    write(Metric.GC_NANOJOULES, operational);
  }

  private void writeLines(Statement statement) throws IOException {
    out.writeObjectFieldStart("lines");
    for (Map.Entry<CostCategory, Sums> line : statement.lines().entrySet()) {
      out.writeObjectFieldStart(line.getKey().name().toLowerCase(Locale.ROOT));
      if (line.getKey() != CostCategory.EMBODIED) {
        write(Metric.ENERGY_NANOJOULES, line.getValue());
      }
      write(Metric.EMISSIONS_PICOGRAMS, line.getValue());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void writeSeries() throws IOException {
    out.writeArrayFieldStart("series");
    for (PeriodStatement step : report.series()) {
      Sums operational = step.statement().operational().max(Sums.NONE);
      out.writeStartObject();
      writeTime("begin", step.begin());
      writeTime("end", step.end());
      write(Metric.REQUESTS, operational);
      write(Metric.ENERGY_NANOJOULES, operational);
      write(Metric.EMISSIONS_PICOGRAMS, operational);
      write(CostCategory.EMBODIED, Metric.EMISSIONS_PICOGRAMS, step.statement());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeRoutes() throws IOException {
    out.writeArrayFieldStart("routes");
    for (RouteCost route : report.statement().routesByEnergy()) {
      out.writeStartObject();
      out.writeStringField("route", route.label());
      for (RouteFigure figure : FIGURES_OF_ROUTE) {
        BigInteger number = figure.of(route);
        if (figure.isKnown(route) && !(ODD_REQUESTS.contains(figure) && number.signum() == 0)) {
          write(figure.key(), number, figure.decimals());
        }
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
    BigInteger energy = report.statement().operational().get(Metric.ENERGY_NANOJOULES);
    out.writeArrayFieldStart("regions");
    for (Region region : regions.all()) {
      out.writeStartObject();
      out.writeStringField("location", region.name());
      out.writeBooleanField("own", region.isOwn());
      out.writeNumberField("g_per_kwh", region.gramsPerKilowattHour());
      out.writeNumberField("pue", region.pue());
      write(
          Metric.EMISSIONS_PICOGRAMS.key(),
          region.picograms(energy),
          Metric.EMISSIONS_PICOGRAMS.decimals());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeSetup(Provenance setup, Rates rates) throws IOException {
    Sourced<Machine> machine = setup.settings().power().machine();
    Sourced<Double> embodied = setup.settings().power().embodiedGramsPerCpuHour();
    PlaceSettings place = setup.settings().place();
    Location location = place.location().value();
    out.writeObjectFieldStart("setup");
    out.writeStringField("machine", machine.value().name());
    out.writeStringField("machine_basis", machine.basis());
    out.writeBooleanField("virtual", machine.value().virtual());
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
    out.writeStringField("location_basis", place.location().basis());
    out.writeNumberField("g_per_kwh", place.intensity().gramsPerKilowattHour());
    if (place.carbonIntensity().isEmpty()) {
      out.writeNumberField("intensity_year", location.year());
      out.writeStringField("intensity_basis", location.basis());
      out.writeStringField("intensity_source", location.source());
    }
    out.writeNumberField("pue", place.pue().value());
    out.writeStringField("pue_basis", place.pue().basis());
    out.writeNumberField("grid_loss", place.gridLoss());
    out.writeNumberField("embodied_g_per_cpu_hour", embodied.value());
    out.writeStringField("embodied_basis", embodied.basis());
    out.writeEndObject();
  }
}
