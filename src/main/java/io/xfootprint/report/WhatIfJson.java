// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.advice.Advice;
import io.xfootprint.advice.HeldCost;
import io.xfootprint.advice.Move;
import io.xfootprint.advice.Moves;
import io.xfootprint.advice.Saving;
import io.xfootprint.advice.SmallerSize;
import io.xfootprint.advice.Spot;
import io.xfootprint.reading.Report;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the answers to what if as JSON. What is not known is left out. */
final class WhatIfJson {

  private static final MathContext DIGITS = new MathContext(6);
  private static final double MILLI = 1e3;
  private static final double PERCENT = 100;

  private WhatIfJson() {}

  static String of(WhatIf found) {
    Report report = found.report();
    JsonObject json =
        new JsonObject()
            .put("version", ReportJson.VERSION)
            .put("app", report.app())
            .put("at", report.at())
            .put("span", report.period().key())
            .put("from", report.from())
            .put("scope", ReportJson.scope(report.ofAllInstances()))
            .put("known", found.advice().isPresent());
    found.advice().ifPresent(advice -> put(json, found, advice));
    return json.put("cost", found.cost().map(WhatIfJson::cost)).text();
  }

  private static void put(JsonObject json, WhatIf found, Advice advice) {
    double peak = found.circumstances().peakCpus();
    json.put(
            "work",
            new JsonObject()
                .put("cpu_s", number(advice.work().cpuSeconds()))
                .put("vcpu_h", number(advice.work().cpuHours()))
                .put("gb_h", number(advice.work().gigabyteHours())))
        .put(
            "need",
            new JsonObject()
                .put("vcpus", number(advice.need().cpus()))
                .put("memory_gib", number(advice.need().gibibytes()))
                .put("whole_machine", advice.need().whole()))
        .put("here", spot(advice.here()))
        .put("peak_vcpus", Optional.of(peak).filter(Double::isFinite).map(WhatIfJson::number))
        .put("peak_since", found.peakSince())
        .put("size", advice.size().map(WhatIfJson::size))
        .put("moves", moves(found.asked(), advice));
  }

  private static List<JsonObject> moves(Optional<Moves> asked, Advice advice) {
    return Stream.concat(
            asked.stream().flatMap(moves -> moves(moves, "asked")),
            advice.moves().stream().flatMap(moves -> moves(moves, moves.kind().key())))
        .toList();
  }

  private static Stream<JsonObject> moves(Moves moves, String kind) {
    return moves.best().stream().map(move -> move(move, moves, kind));
  }

  private static JsonObject move(Move move, Moves moves, String kind) {
    JsonObject json =
        new JsonObject()
            .put("kind", kind)
            .put("basis", Optional.of(moves.basis()).filter(basis -> !basis.isEmpty()))
            .put("here_co2e_mg", number(moves.here().grams() * MILLI));
    return change(spot(move.there(), json), move.saving()).put("alike", move.alike());
  }

  private static JsonObject size(SmallerSize size) {
    return change(
        new JsonObject()
            .put("vcpus", number(size.heldCpus()))
            .put("unused_vcpus", number(size.unused())),
        size.saving());
  }

  private static JsonObject change(JsonObject json, Saving saving) {
    return json.put("change", part(saving.percent()))
        .put("change_least", part(saving.leastPercent()))
        .put("change_most", part(saving.mostPercent()))
        .put("may_be_no_change", saving.mayBeNoChange());
  }

  private static BigDecimal part(double percent) {
    return number(percent / PERCENT);
  }

  private static JsonObject spot(Spot spot) {
    return spot(spot, new JsonObject());
  }

  private static JsonObject spot(Spot spot, JsonObject json) {
    return json.put("machine", spot.machine())
        .put("location", spot.place().name())
        .put("g_per_kwh", number(spot.place().gramsPerKilowattHour()))
        .put("pue", number(spot.place().pue()))
        .put("full_co2e_mg", number(spot.grams() * MILLI));
  }

  private static JsonObject cost(HeldCost cost) {
    return line(new JsonObject(), cost.total())
        .put("currency", Optional.of(cost.currency()).filter(code -> !code.isEmpty()))
        .put(
            "routes",
            cost.routes().stream()
                .map(line -> line(new JsonObject().put("route", line.name()), line))
                .toList());
  }

  private static JsonObject line(JsonObject json, HeldCost.Line line) {
    return json.put("requests", line.requests())
        .put("vcpu_h", line.cpuHours())
        .put("cost", line.cost())
        .put("cost_per_1000", line.perThousand());
  }

  private static BigDecimal number(double figure) {
    return new BigDecimal(figure).round(DIGITS).stripTrailingZeros();
  }
}
