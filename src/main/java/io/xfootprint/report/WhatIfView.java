// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.advice.Advice;
import io.xfootprint.advice.Advisor;
import io.xfootprint.advice.HeldCost;
import io.xfootprint.advice.Move;
import io.xfootprint.advice.Moves;
import io.xfootprint.advice.Saving;
import io.xfootprint.advice.SmallerSize;
import io.xfootprint.advice.Spot;
import io.xfootprint.model.Coefficients;
import io.xfootprint.reading.Report;
import io.xfootprint.units.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Puts the answers to what if into the words and units of the page. */
final class WhatIfView {

  private static final int DECIMALS_OF_GRAMS = 12;

  /** More would look more exact than a price is. */
  private static final MathContext DIGITS_OF_MONEY = new MathContext(4);

  private static final MathContext DIGITS = new MathContext(3);

  private final WhatIf found;
  private final Provenance setup;

  WhatIfView(WhatIf found, Provenance setup) {
    this.found = found;
    this.setup = setup;
  }

  /** Returns the values of the template. */
  Map<String, Object> values() {
    Report report = found.report();
    Map<String, Object> values = new HashMap<>();
    values.put("app", report.app());
    values.put("query", report.period().query());
    values.put("span", report.period().key());
    values.put(
        "spans",
        PeriodView.spans(report.period(), period -> "?" + period + found.query().parameters()));
    values.putAll(new PeriodView(report.period(), setup.settings().store().isPresent()).values());
    values.put("from", PageText.minute(report.from()));
    values.put("providers", providers());
    values.put("provider", found.query().provider());
    values.put("machine", found.query().machine());
    values.put("location", found.query().location());
    values.put("parameters", found.query().parameters());
    values.put("known", found.advice().isPresent());
    values.put("here", found.advice().map(WhatIfView::here).orElse(""));
    values.put("need", found.advice().map(WhatIfView::need).orElse(""));
    values.put("notTold", notTold());
    values.put("groups", groups());
    values.put("size", found.advice().map(this::size).orElse(""));
    Range seconds = Coefficients.cpuSecondsElsewhereRange();
    values.put("leastSeconds", PageText.hundredths(seconds.low(1)));
    values.put("mostSeconds", PageText.hundredths(seconds.high(1)));
    values.put("hasPrice", setup.settings().cost().perCpuHour().isPresent());
    values.putAll(cost());
    return values;
  }

  private List<Map<String, Object>> providers() {
    return Stream.concat(Stream.of(""), Advisor.PROVIDERS.stream())
        .map(
            provider ->
                Map.<String, Object>of(
                    "value",
                    provider,
                    "title",
                    provider.isEmpty() ? "all clouds" : provider,
                    "selected",
                    provider.equals(found.query().provider())))
        .toList();
  }

  private static String here(Advice advice) {
    Spot here = advice.here();
    return PageText.format(
        "%s in %s: %s CO₂e for %s s of CPU time, with %s vCPU-hours and %s GB-hours held.",
        here.machine(),
        here.place().name(),
        grams(here),
        figure(advice.work().cpuSeconds()),
        figure(advice.work().cpuHours()),
        figure(advice.work().gigabyteHours()));
  }

  private static String need(Advice advice) {
    String held =
        advice.need().whole()
            ? "A whole machine is held here, so the whole of another one would be."
            : "A part of a machine is held here, and as much of another one would be.";
    return PageText.format(
        "%s Machines with less than %s vCPUs or %s GiB are left out.",
        held, figure(advice.need().cpus()), figure(advice.need().gibibytes()));
  }

  /** Says why the move that was asked for is not told; empty if it is, or none was asked for. */
  private String notTold() {
    return found.query().asks() && found.advice().isPresent() && found.asked().isEmpty()
        ? "That cannot be told: the machine or the place is in no table, the machine has less than is"
            + " held here or is of another cloud than the place, or the place has no figure on one"
            + " basis with that of here."
        : "";
  }

  private List<Map<String, Object>> groups() {
    List<Map<String, Object>> groups = new ArrayList<>();
    found.asked().ifPresent(moves -> groups.add(group("asked", "What you asked for", moves)));
    found
        .advice()
        .ifPresent(
            advice ->
                advice
                    .moves()
                    .forEach(moves -> groups.add(group(moves.kind().key(), title(moves), moves))));
    return groups;
  }

  private static String title(Moves moves) {
    return switch (moves.kind()) {
      case MACHINE -> "Another machine, the same place";
      case PLACE -> "Another place, the same machine";
      case BOTH -> "Both: the best machine in each place";
    };
  }

  private static Map<String, Object> group(String key, String title, Moves moves) {
    return Map.of(
        "key", key,
        "title", title,
        "basis", moves.basis(),
        "here", grams(moves.here()),
        "rows", moves.best().stream().map(WhatIfView::row).toList());
  }

  private static Map<String, Object> row(Move move) {
    return Map.of(
        "machine", move.there().machine(),
        "alike", move.alike() == 0 ? "" : "and " + move.alike() + " alike",
        "place", move.there().place().name(),
        "grams", grams(move.there()),
        "change", percent(move.saving().percent()) + " %",
        "range", range(move.saving()),
        "mark", move.saving().mayBeNoChange() ? "may be no change" : "");
  }

  private static String range(Saving saving) {
    return percent(saving.leastPercent()) + " to " + percent(saving.mostPercent());
  }

  /** Returns a change in whole percent, with its sign. */
  private static String percent(double percent) {
    long whole = Math.round(percent);
    return whole == 0 ? "0" : (whole < 0 ? "−" : "+") + Math.abs(whole);
  }

  private static String grams(Spot spot) {
    BigDecimal picograms = new BigDecimal(spot.grams()).movePointRight(DECIMALS_OF_GRAMS);
    return Quantity.EMISSIONS.text(picograms.toBigInteger());
  }

  private String size(Advice advice) {
    OptionalDouble held = found.circumstances().model().held().cpus();
    double peak = found.circumstances().peakCpus();
    if (held.isEmpty()) {
      return "A share of the machine is held, by the CPU time that is used: there is nothing to"
          + " hold less of.";
    }
    if (Double.isNaN(peak)) {
      return "How many vCPUs are used is told after the first window.";
    }
    String used =
        PageText.format(
            " Since %s UTC no window of this instance used more than %s vCPUs on average; shorter"
                + " bursts are not seen.",
            PageText.minute(found.peakSince()), figure(peak));
    return advice.size().map(WhatIfView::unused).orElse("All vCPUs have been used.") + used;
  }

  private static String unused(SmallerSize size) {
    return PageText.format(
        "%s of %s vCPUs were never used: %s %% (%s)%s.",
        figure(size.unused()),
        figure(size.heldCpus()),
        percent(size.saving().percent()),
        range(size.saving()),
        size.saving().mayBeNoChange() ? ", may be no change" : "");
  }

  private Map<String, Object> cost() {
    Optional<HeldCost> cost = found.cost();
    return Map.of(
        "hasCost", cost.isPresent(),
        "currency", cost.map(HeldCost::currency).orElse(""),
        "costOfAll",
            cost.map(each -> line("All of the application", each.total())).orElse(Map.of()),
        "costs",
            cost.map(each -> each.routes().stream().map(line -> line(line.name(), line)).toList())
                .orElse(List.of()));
  }

  private static Map<String, String> line(String name, HeldCost.Line line) {
    return Map.of(
        "name", name,
        "hours", figure(line.cpuHours().doubleValue()),
        "cost", money(line.cost()),
        "perThousand", line.perThousand().map(WhatIfView::money).orElse("–"));
  }

  private static String money(BigDecimal amount) {
    return plain(amount.round(DIGITS_OF_MONEY));
  }

  /** Returns a number with three digits, and all digits before the point. */
  private static String figure(double number) {
    BigDecimal exact = new BigDecimal(number);
    BigDecimal rounded = exact.round(DIGITS);
    return plain(rounded.scale() < 0 ? exact.setScale(0, RoundingMode.HALF_UP) : rounded);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
