// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import static io.xfootprint.jmx.BeanFigure.count;
import static io.xfootprint.jmx.BeanFigure.number;
import static io.xfootprint.jmx.BeanFigure.text;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures that the MBean has, in their order. */
final class TotalsFigures {

  private static final String REQUESTS = "number of requests";
  private static final String ERRORS =
      "number of requests that failed: status 500 to 599, or an exception";
  private static final String CPU = "CPU time of the threads that served requests";
  private static final String BYTES = "heap bytes that they allocated";
  private static final String ENERGY =
      "energy that requests caused: their CPU time and their part of garbage collection";
  private static final String CO2E = "operational emissions of that energy";
  private static final String FULL_ENERGY =
      "energy of everything: requests, background, idle power and memory";
  private static final String FULL_CO2E =
      "emissions of everything: of all that energy, and of making the machine";

  private static final BeanRow<TotalsReading.Line> LINE =
      new BeanRow<>(
          "Line",
          "what a part of the application has cost",
          List.of(
              text("line", "part", line -> line.category().name().toLowerCase(Locale.ROOT)),
              number("cpuSeconds", "s", "CPU time", line -> line.figure(Metric.CPU_NANOS)),
              number(
                  "allocatedBytes",
                  "B",
                  "heap bytes allocated",
                  line -> line.figure(Metric.ALLOCATED_BYTES)),
              number("energyJoules", "J", "energy", line -> line.figure(Metric.ENERGY_NANOJOULES)),
              number(
                  "co2eGrams",
                  "g",
                  "emissions of that energy; of the line embodied those of making the machine",
                  line -> line.figure(Metric.EMISSIONS_PICOGRAMS))));

  private static final BeanRow<RouteCost> ROUTE =
      new BeanRow<>(
          "Route",
          "what the requests of a route have cost",
          List.of(
              text("route", "method and pattern", RouteCost::label),
              count("requests", "requests", REQUESTS, route -> route.own().asLong(Metric.REQUESTS)),
              count("errors", "requests", ERRORS, route -> route.own().asLong(Metric.ERRORS)),
              number("cpuSeconds", "s", CPU, of(RouteFigure.CPU)),
              number("allocatedBytes", "B", BYTES, of(RouteFigure.BYTES)),
              number("energyJoules", "J", ENERGY, of(RouteFigure.ENERGY)),
              number("co2eGrams", "g", CO2E, of(RouteFigure.EMISSIONS)),
              number(
                  "fullEnergyJoules",
                  "J",
                  "the route's part of the energy of everything",
                  of(RouteFigure.FULL_ENERGY)),
              number(
                  "fullCo2eGrams",
                  "g",
                  "the route's part of the emissions of everything",
                  of(RouteFigure.FULL_EMISSIONS))));

  private static final List<BeanFigure<TotalsReading>> SINGLE =
      List.of(
          text("app", "name of the application", books -> books.setup().settings().app()),
          text(
              "version",
              "version of the application",
              books -> books.setup().settings().version().value()),
          count("requests", "requests", REQUESTS, books -> books.count(Metric.REQUESTS)),
          count("errors", "requests", ERRORS, books -> books.count(Metric.ERRORS)),
          number("cpuSeconds", "s", CPU, books -> books.ofRequests(Metric.CPU_NANOS)),
          number("allocatedBytes", "B", BYTES, books -> books.ofRequests(Metric.ALLOCATED_BYTES)),
          number("energyJoules", "J", ENERGY, books -> books.ofRequests(Metric.ENERGY_NANOJOULES)),
          number("co2eGrams", "g", CO2E, books -> books.ofRequests(Metric.EMISSIONS_PICOGRAMS)),
          number(
              "fullEnergyJoules", "J", FULL_ENERGY, books -> books.full(Metric.ENERGY_NANOJOULES)),
          number("fullCo2eGrams", "g", FULL_CO2E, books -> books.full(Metric.EMISSIONS_PICOGRAMS)),
          number(
              "embodiedGrams",
              "g",
              "emissions of making the machine, the application's part",
              books -> books.line(CostCategory.EMBODIED).figure(Metric.EMISSIONS_PICOGRAMS)),
          number(
              "coverage",
              "ratio",
              "part of the process's CPU time that requests explain, 0 to 1",
              TotalsReading::coverage),
          number(
              "meterWatts",
              "W",
              "mean power in the last window by the machine's own meter",
              TotalsReading::meterWatts),
          text(
              "method",
              "how energy is found: measured, measured-host, model, model-vm",
              TotalsReading::method),
          text(
              "location",
              "where the electricity comes from",
              books -> books.setup().settings().place().location().value().name()),
          number(
              "carbonIntensityGramsPerKwh",
              "g/kWh",
              "emissions of the electricity now",
              TotalsReading::gramsPerKilowattHour),
          number(
              "pue",
              "ratio",
              "power usage effectiveness",
              books -> books.setup().settings().place().pue().ratio()),
          number(
              "instances",
              "instances",
              "instances of the application that run now; the other figures are of this one",
              TotalsReading::instances),
          LINE.table(
              "lines",
              "parts of the full cost: requests, background, idle, memory, embodied",
              TotalsReading::lines),
          ROUTE.table("routes", "routes, the largest energy first", TotalsReading::routes));

  private TotalsFigures() {}

  private static ToDoubleFunction<RouteCost> of(RouteFigure figure) {
    return route -> TotalsReading.ofRoute(figure, route);
  }

  /** Returns each figure, and last all of them in one. */
  static List<BeanFigure<TotalsReading>> all() {
    List<BeanFigure<TotalsReading>> all = new ArrayList<>(SINGLE);
    all.add(new BeanRow<>("Totals", "all of the others, of one instant", SINGLE).figure("totals"));
    return List.copyOf(all);
  }
}
