// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** One side of a case of the page, from the rows of the tables alone. */
record CaseSide(
    double dynamicWatts,
    double shape,
    double idleWatts,
    double cpus,
    double gigabytes,
    double gramsPerKilowattHour,
    double pue,
    double embodiedPerHour) {

  static final double CPU_SECONDS = 43_200;
  static final double HOURS = 24;

  /** What a table says in one row, found by one cell. */
  static Row row(String table, String column, String cell) {
    return CsvTable.read(table).find(column, cell).orElseThrow();
  }

  static double constant(String name) {
    return row("defaults", "name", name).number("value");
  }

  static String text(double number) {
    return new BigDecimal(number).round(new MathContext(5)).stripTrailingZeros().toPlainString();
  }

  /** A figure that may be off: the part of each side that it moves, or nothing. */
  record Off(String name, String here, String there, double below, double above) {

    double ratio(CaseSide ofHere, CaseSide ofThere, double factor) {
      return ofThere.grams(there, factor) / ofHere.grams(here, factor);
    }
  }

  double joulesPerCpuSecond() {
    return dynamicWatts * shape / constant("utilisation-of-virtual-machine");
  }

  double work() {
    return CPU_SECONDS * joulesPerCpuSecond() / 1000;
  }

  double idle() {
    return idleWatts * cpus * HOURS * 3.6;
  }

  double memory() {
    return constant("memory-watts-per-gb") * gigabytes * HOURS * 3.6;
  }

  double operational(double kilojoules) {
    return kilojoules * gramsPerKilowattHour * pue / 3600;
  }

  double embodied() {
    return embodiedPerHour * HOURS;
  }

  double grams() {
    return grams("", 1);
  }

  /** Returns all emissions if one part of them is off by a factor. */
  double grams(String part, double factor) {
    DoubleUnaryOperator of = kilojoules -> operational(kilojoules);
    double work = of.applyAsDouble(work()) * (part.equals("work") ? factor : 1);
    double idle = of.applyAsDouble(idle()) * (part.equals("idle") ? factor : 1);
    double memory = of.applyAsDouble(memory()) * (part.equals("memory") ? factor : 1);
    double price = part.equals("electricity") ? factor : 1;
    return (work + idle + memory) * price + embodied() * (part.equals("embodied") ? factor : 1);
  }

  List<String> steps() {
    return List.of(
        text(dynamicWatts),
        text(shape),
        text(joulesPerCpuSecond()),
        text(idleWatts),
        text(work()),
        text(idle()),
        text(memory()),
        text(gramsPerKilowattHour),
        text(pue),
        text(operational(work() + idle() + memory())),
        text(embodied()),
        text(grams()));
  }
}
