// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.ledger.AvoidableCost;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.DearRequest;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.Rates;
import io.xfootprint.reading.AvoidableEnergy;
import io.xfootprint.reading.Health;
import io.xfootprint.reading.Report;
import io.xfootprint.report.Regions.Region;
import io.xfootprint.store.CostRate;
import io.xfootprint.store.InstanceTotal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes a report as JSON, with the keys of the log lines: joules, milligrams CO2e, milliseconds
 * and bytes. A figure that is not known is left out, for 0 would be a figure.
 */
final class ReportJson {

  /** As in the address. It changes when a key goes or changes its meaning; new keys may come. */
  static final int VERSION = 1;

  /** As many as an intensity has at most. */
  private static final MathContext DIGITS = new MathContext(6);

  /** In the order of the keys. */
  private static final List<RouteFigure> FIGURES_OF_ROUTE =
      List.of(
          RouteFigure.REQUESTS,
          RouteFigure.ERRORS,
          RouteFigure.ESTIMATED,
          RouteFigure.UNMEASURED,
          RouteFigure.BYTES,
          RouteFigure.CPU,
          RouteFigure.ENERGY,
          RouteFigure.EMISSIONS,
          RouteFigure.SHARE,
          RouteFigure.FULL_ENERGY,
          RouteFigure.FULL_EMISSIONS,
          RouteFigure.GC_ENERGY,
          RouteFigure.LOW_ENERGY,
          RouteFigure.HIGH_ENERGY,
          RouteFigure.LOW_EMISSIONS,
          RouteFigure.HIGH_EMISSIONS,
          RouteFigure.FULL_LOW_ENERGY,
          RouteFigure.FULL_HIGH_ENERGY,
          RouteFigure.FULL_LOW_EMISSIONS,
          RouteFigure.FULL_HIGH_EMISSIONS);

  private static final List<Metric> COSTS =
      List.of(Metric.ENERGY_NANOJOULES, Metric.EMISSIONS_PICOGRAMS);

  private static final List<Metric> COSTS_WITH_RANGES =
      List.of(
          Metric.ENERGY_NANOJOULES,
          Metric.EMISSIONS_PICOGRAMS,
          Metric.LOW_NANOJOULES,
          Metric.HIGH_NANOJOULES,
          Metric.LOW_PICOGRAMS,
          Metric.HIGH_PICOGRAMS);

  private ReportJson() {}

  static String of(
      Report report,
      Provenance setup,
      Rates rates,
      Optional<EnergyMethod> method,
      Regions regions) {
    UpstreamView upstream = new UpstreamView(report.upstream());
    Statement statement = report.statement();
    String version = setup.settings().version().value();
    BigInteger energy = statement.full().get(Metric.ENERGY_NANOJOULES);
    return new JsonObject()
        .put("version", VERSION)
        .put("app", report.app())
        .put("app_version", version)
        .put("at", report.at())
        .put("span", report.period().key())
        .put("from", report.from())
        .put("to", report.to())
        .put("scope", scope(report.ofAllInstances()))
        .put("store_fault", report.storeFault())
        .put(
            "total",
            books(new JsonObject(), report.headline().total())
                .put("complete", report.headline().isComplete())
                .put("first_counted", report.firstCounted()))
        .put("rate", report.headline().rate().map(ReportJson::rate))
        .put("books", books(new JsonObject(), statement))
        .put("series", report.series().stream().map(ReportJson::step).toList())
        .put("grid", grids(statement))
        .put(
            "routes",
            statement.routesByEnergy().stream()
                .map(
                    route ->
                        VersionsJson.put(route(route), report.distribution(version, route.label())))
                .toList())
        .put("upstream_scope", upstream.scope())
        .put("upstream", upstream.json())
        .put("versions", report.versions().stream().map(VersionsJson::version).toList())
        .put("changes", report.changes().stream().map(VersionsJson::change).toList())
        .put(
            "dearest",
            setup.settings().report().dearest()
                ? Optional.of(report.dearest().stream().map(ReportJson::request).toList())
                : Optional.empty())
        .put("instances", report.instances().stream().map(ReportJson::instance).toList())
        .put("avoidable", avoidable(report.avoidable()))
        .put("health", health(report.health()))
        .put("regions_basis", regions.basis())
        .put("regions", regions.all().stream().map(region -> region(region, energy)).toList())
        .put(
            "setup",
            SetupJson.of(setup, rates, report.at())
                .put("ranges", method.map(SetupJson::ranges))
                .put("meter_w", SetupJson.meterWatts(method)))
        .text();
  }

  /** Returns what figures cover. */
  static String scope(boolean ofAllInstances) {
    return ofAllInstances ? "all-instances" : "this-instance";
  }

  private static JsonObject rate(CostRate rate) {
    return new JsonObject()
        .put("full_j_per_minute", rate.joulesPerMinute())
        .put("full_co2e_mg_per_minute", rate.gramsPerMinute() * 1000);
  }

  /** Puts the sums of a statement: what requests cause, the other lines, and everything. */
  private static JsonObject books(JsonObject json, Statement statement) {
    Sums requests = statement.line(CostCategory.REQUESTS);
    json.put(Metric.REQUESTS, requests).put(Metric.ERRORS, requests);
    Stream.concat(COSTS_WITH_RANGES.stream(), Stream.of(Metric.GC_NANOJOULES))
        .filter(metric -> metric.isKnown(requests))
        .forEach(metric -> json.put(metric, requests));
    statement.lines().forEach((category, sums) -> line(json, category, sums));
    if (statement.knowsFull()) {
      Sums full = statement.full();
      COSTS_WITH_RANGES.forEach(metric -> json.putFull(metric, full));
      json.putFull(Metric.GC_NANOJOULES, full);
    }
    return json;
  }

  /** Puts one of the lines beyond requests. The making of the machine takes no energy. */
  private static void line(JsonObject json, CostCategory category, Sums sums) {
    if (category != CostCategory.REQUESTS) {
      COSTS_WITH_RANGES.stream()
          .filter(metric -> category != CostCategory.EMBODIED || metric.isOfEmissions())
          .forEach(metric -> json.put(category.key(metric), metric, sums));
    }
  }

  /** Returns a step of the series. Steps of clocks can leave a short one a little below 0. */
  private static JsonObject step(PeriodStatement step) {
    Sums requests = step.statement().line(CostCategory.REQUESTS);
    Sums full = step.statement().full().max(Sums.NONE);
    JsonObject json =
        new JsonObject()
            .put("begin", step.begin())
            .put("end", step.end())
            .put(Metric.REQUESTS, requests);
    COSTS.forEach(metric -> json.put(metric, requests));
    COSTS.forEach(metric -> json.putFull(metric, full));
    return json.put("grid", grids(step.statement()));
  }

  /** Returns what has priced the energy, with the mean of each source by energy. */
  private static List<JsonObject> grids(Statement statement) {
    return new TreeMap<>(statement.grids())
        .entrySet().stream()
            .filter(each -> each.getValue().nanojoules().signum() > 0)
            .map(each -> grid(each.getKey(), each.getValue()))
            .toList();
  }

  private static JsonObject grid(String source, GridUse use) {
    return new JsonObject()
        .put("source", source)
        .put("full_j", new BigDecimal(use.nanojoules(), Metric.ENERGY_NANOJOULES.decimals()))
        .put("g_per_kwh", new BigDecimal(use.gramsPerKilowattHour()).round(DIGITS));
  }

  private static JsonObject route(RouteCost route) {
    JsonObject json = new JsonObject().put("route", route.label());
    for (RouteFigure figure : FIGURES_OF_ROUTE) {
      boolean isUnusual = figure.metric().isUnusual();
      if (figure.isKnown(route) && !(isUnusual && figure.of(route).signum() == 0)) {
        json.put(figure.key(), figure.inUnit(route));
      }
    }
    return json;
  }

  private static JsonObject avoidable(AvoidableEnergy avoidable) {
    return new JsonObject()
        .put("avoidable_share", known(avoidable.share()))
        .put("costs", avoidable.costs().stream().map(ReportJson::cost).toList());
  }

  private static JsonObject cost(AvoidableCost cost) {
    return new JsonObject()
        .put("reason", cost.reason().key())
        .put("route", cost.route())
        .put("requests", cost.requests())
        .put(
            Metric.ENERGY_NANOJOULES.key(),
            Optional.of(cost.energyNanojoules())
                .filter(nanojoules -> nanojoules > 0)
                .map(known -> BigDecimal.valueOf(known, Metric.ENERGY_NANOJOULES.decimals())));
  }

  private static JsonObject health(Health health) {
    return new JsonObject()
        .put("store_interval_s", health.storeInterval().map(ReportJson::seconds))
        .put("store_age_s", health.sinceLastWrite().map(ReportJson::seconds))
        .put("routes_known", health.routes())
        .put("routes_max", health.maxRoutes())
        .put("coverage", known(health.coverage()))
        .put("readings_us", known(health.readingNanos() / 1000))
        .put("readings_share", known(health.readingShare()));
  }

  private static Optional<BigDecimal> known(double number) {
    return Double.isFinite(number)
        ? Optional.of(BigDecimal.valueOf(number).round(DIGITS))
        : Optional.empty();
  }

  private static BigDecimal seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3);
  }

  /** Returns a single request; what is not known of it is left out. */
  private static JsonObject request(DearRequest request) {
    Footprint cost = request.cost();
    JsonObject json = new JsonObject().put("at", request.at()).put("route", request.route());
    put(json, Metric.CPU_NANOS, cost.cpuNanos());
    put(json, Metric.ALLOCATED_BYTES, cost.allocatedBytes());
    put(json, Metric.ENERGY_NANOJOULES, cost.energyNanojoules());
    put(json, Metric.EMISSIONS_PICOGRAMS, cost.emissionsPicograms());
    return json;
  }

  private static void put(JsonObject json, Metric metric, long amount) {
    if (amount >= 0) {
      json.put(metric.key(), BigDecimal.valueOf(amount, metric.decimals()));
    }
  }

  /** Returns an instance, or all together that have ended, which have no name. */
  private static JsonObject instance(InstanceTotal instance) {
    boolean hasEnded = instance.name().isEmpty();
    JsonObject json = new JsonObject().put("ended", hasEnded);
    if (!hasEnded) {
      json.put("name", instance.name())
          .put(
              "version",
              instance.version().isEmpty() ? Optional.empty() : Optional.of(instance.version()))
          .put("method", instance.method())
          .put("started", instance.started())
          .put("seen", instance.seen());
    }
    return books(json, instance.books());
  }

  private static JsonObject region(Region region, BigInteger energyNanojoules) {
    return new JsonObject()
        .put("location", region.name())
        .put("own", region.isOwn())
        .put("g_per_kwh", region.gramsPerKilowattHour())
        .put("pue", region.pue())
        .put(
            "operational_mg",
            new BigDecimal(
                region.picograms(energyNanojoules), Metric.EMISSIONS_PICOGRAMS.decimals()));
  }
}
