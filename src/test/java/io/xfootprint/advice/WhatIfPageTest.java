// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import static io.xfootprint.advice.CaseSide.CPU_SECONDS;
import static io.xfootprint.advice.CaseSide.HOURS;
import static io.xfootprint.advice.CaseSide.constant;
import static io.xfootprint.advice.CaseSide.row;
import static io.xfootprint.advice.CaseSide.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.MarkdownPage;
import io.xfootprint.MarkdownPage.Cells;
import io.xfootprint.advice.CaseSide.Off;
import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.grid.Location;
import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The three cases of the page on what if, computed again from the rows of the tables alone, and
 * held against the advisor.
 */
class WhatIfPageTest {

  private static final String FIRST = "### From m5.large in Ireland to m7g.large in Sweden";
  private static final String SECOND = "### From a server in Germany to a cloud in Sweden";
  private static final String THIRD = "### Two of four vCPUs";

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/what-if.md");

  private static Row type(String provider, String type) {
    return CsvTable.read("cloud-instance")
        .find(
            row -> row.text("provider").equals(provider) && row.text("instance_type").equals(type))
        .orElseThrow();
  }

  private static Row region(String provider, String region) {
    return CsvTable.read("cloud-region")
        .find(row -> row.text("provider").equals(provider) && row.text("region").equals(region))
        .orElseThrow();
  }

  /** Returns an instance type whose host is known. */
  private static CaseSide ofHost(Row type, double grams, double pue, double hours) {
    Row power = row("cpu-power", "microarchitecture", type.text("microarchitecture"));
    double threads = type.number("platform_threads");
    double idle =
        constant("platform-watts")
            + type.number("platform_sockets") * power.number("idle_w_per_package");
    return new CaseSide(
        power.number("dynamic_w_per_tdp_w") * type.number("platform_tdp_w") / threads,
        power.number("shape_50"),
        idle / threads,
        type.number("vcpus"),
        type.number("memory_gb"),
        grams,
        pue,
        type.number("embodied_gco2e_per_hour") * hours);
  }

  private static Off power(String part, String side, Row row, String here, String there) {
    return new Off(
        part + side, here, there, row.number(part + "_below"), row.number(part + "_above"));
  }

  private static Row range(String rung, String machine, String confidence) {
    return CsvTable.read("power-range")
        .find(
            row ->
                row.text("rung").equals(rung)
                    && row.text("machine").equals(machine)
                    && row.text("confidence").equals(confidence))
        .orElseThrow();
  }

  private static Off grid(String name, String kind, String here, String there) {
    Row row = row("grid-uncertainty", "kind", kind);
    return new Off(name, here, there, row.number("divide_by"), row.number("times"));
  }

  private static Off range(String name, String constant, String here, String there) {
    Row row = row("defaults", "name", constant);
    double value = row.number("value");
    return new Off(name, here, there, value / row.number("low"), row.number("high") / value);
  }

  private static String country(String iso3) {
    return row("country-intensity", "country_iso3", iso3).text("gco2e_per_kwh");
  }

  private static CaseSide ireland() {
    return ofHost(
        type("aws", "m5.large"),
        Double.parseDouble(country("IRL")),
        region("aws", "eu-west-1").number("pue"),
        1);
  }

  private static CaseSide sweden() {
    Row type = type("aws", "m7g.large");
    Row power = row("cpu-power", "microarchitecture", "ARM_PROXY");
    assertEquals("Neoverse-V1", type.text("microarchitecture"));
    return new CaseSide(
        power.number("vm_dynamic_w_per_vcpu"),
        power.number("shape_50"),
        power.number("vm_idle_w_per_vcpu"),
        type.number("vcpus"),
        type.number("memory_gb"),
        Double.parseDouble(country("SWE")),
        region("aws", "eu-north-1").number("pue"),
        type.number("embodied_gco2e_per_hour"));
  }

  private static List<Off> offOfFirst() {
    Row here = range("instance-type", "virtual", "usual");
    Row there = range("proxy", "virtual", "any");
    return List.of(
        grid("grid here", "country", "electricity", ""),
        grid("grid there", "country", "", "electricity"),
        grid("PUE here", "PUE, published per region", "electricity", ""),
        grid("PUE there", "PUE, published per region", "", "electricity"),
        power("dynamic", " here", here, "work", ""),
        power("dynamic", " there", there, "", "work"),
        power("idle", " here", here, "idle", ""),
        power("idle", " there", there, "", "idle"),
        range("CPU-seconds there", "cpu-seconds-elsewhere", "", "work"),
        range("making of that type", "embodied-elsewhere", "", "embodied"),
        range("memory, both", "memory-watts-per-gb", "memory", "memory"),
        range("making, both", "embodied-g-per-vcpu-hour", "embodied", "embodied"));
  }

  /** Half of a server is busy; a container holds 4 CPUs and 16 GB of it. */
  private static CaseSide germany() {
    double tdp = row("cpu-model", "cpu_model", "Intel Xeon Gold 6148").number("tdp_watts");
    Row power = row("cpu-power", "microarchitecture", "Skylake (Server)");
    double threads = 80;
    return new CaseSide(
        2 * power.number("dynamic_w_per_tdp_w") * tdp / threads,
        power.number("shape_50"),
        (constant("platform-watts") + 2 * power.number("idle_w_per_package")) / threads,
        4,
        16,
        Double.parseDouble(country("DEU")),
        constant("pue-on-premise"),
        constant("embodied-g-per-vcpu-hour") * 4 + constant("embodied-g-per-gb-hour") * 16);
  }

  private static CaseSide swedishCloud() {
    return ofHost(
        type("azure", "Standard_D4as_v5"),
        Double.parseDouble(country("SWE")),
        region("azure", "swedencentral").number("pue"),
        1);
  }

  private static List<Off> offOfSecond() {
    Row here = range("cpu-model", "whole", "usual");
    Row there = range("instance-type", "virtual", "low");
    return List.of(
        grid("grid here", "country", "electricity", ""),
        grid("grid there", "country", "", "electricity"),
        range("PUE here", "pue-on-premise", "electricity", ""),
        grid(
            "PUE there",
            "PUE, " + region("azure", "swedencentral").text("pue_basis"),
            "",
            "electricity"),
        power("dynamic", " here", here, "work", ""),
        power("dynamic", " there", there, "", "work"),
        power("idle", " here", here, "idle", ""),
        power("idle", " there", there, "", "idle"),
        range("CPU-seconds there", "cpu-seconds-elsewhere", "", "work"),
        range("making of that type", "embodied-elsewhere", "", "embodied"),
        range("memory, both", "memory-watts-per-gb", "memory", "memory"),
        range("making, both", "embodied-g-per-vcpu-hour", "embodied", "embodied"));
  }

  private static CaseSide fourCpus() {
    Row place = region("aws", "us-east-1");
    return ofHost(type("aws", "m5.xlarge"), place.number("gco2e_per_kwh"), place.number("pue"), 1);
  }

  private static CaseSide twoCpus() {
    CaseSide four = fourCpus();
    double ofCpus = constant("embodied-g-per-vcpu-hour") * 4;
    double ofMemory = constant("embodied-g-per-gb-hour") * 16;
    double part = (ofCpus / 2 + ofMemory) / (ofCpus + ofMemory);
    return new CaseSide(
        four.dynamicWatts(),
        four.shape(),
        four.idleWatts(),
        2,
        16,
        four.gramsPerKilowattHour(),
        four.pue(),
        four.embodiedPerHour() * part);
  }

  private static List<Off> offOfThird() {
    Row place = region("aws", "us-east-1");
    double grams = place.number("gco2e_per_kwh");
    Row power = range("instance-type", "virtual", "usual");
    String priced = "electricity";
    return List.of(
        new Off(
            "grid, both",
            priced,
            priced,
            grams / place.number("low"),
            place.number("high") / grams),
        grid("PUE, both", "PUE, published per region", priced, priced),
        power("dynamic", ", both", power, "work", "work"),
        power("idle", ", both", power, "idle", "idle"),
        range("memory, both", "memory-watts-per-gb", "memory", "memory"),
        range("making, both", "embodied-g-per-vcpu-hour", "embodied", "embodied"));
  }

  @Test
  void movesFromIrelandToSweden() {
    Host host =
        new Host(
            "",
            "Skylake (Server)",
            1,
            1,
            2,
            true,
            OptionalLong.of(8_000_000_000L),
            ContainerLimits.WHOLE_MACHINE);
    DoneWork work = work(host, "aws/m5.large", "aws/eu-west-1", 0.7);
    Saving advised = move(work, 2, 8, "aws/m7g.large", "aws/eu-north-1");
    holds(FIRST, ireland(), sweden(), offOfFirst(), advised);
  }

  @Test
  void movesFromAServerToACloud() {
    Host host =
        new Host(
            "Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz",
            "Skylake (Server)",
            2,
            40,
            80,
            false,
            OptionalLong.of(256_000_000_000L),
            new ContainerLimits(true, OptionalDouble.of(4), OptionalLong.of(16_000_000_000L)));
    DoneWork work = work(host, "Intel Xeon Gold 6148", "country/DEU", 3);
    Saving advised = move(work, 4, 16, "azure/Standard_D4as_v5", "azure/swedencentral");
    holds(SECOND, germany(), swedishCloud(), offOfSecond(), advised);
  }

  @Test
  void holdsTwoOfFourCpus() {
    Host host =
        new Host(
            "",
            "Skylake (Server)",
            1,
            2,
            4,
            true,
            OptionalLong.of(16_000_000_000L),
            ContainerLimits.WHOLE_MACHINE);
    DoneWork work = work(host, "aws/m5.xlarge", "aws/us-east-1", 1.7);
    SmallerSize size =
        Advisor.advise(work.circumstances(), work.statement(HOURS, CPU_SECONDS, 4, 16), "aws")
            .flatMap(Advice::size)
            .orElseThrow();
    assertEquals(2, size.unused());
    holds(THIRD, fourCpus(), twoCpus(), offOfThird(), size.saving());
  }

  private static DoneWork work(Host host, String machine, String location, double peak) {
    return new DoneWork(
        Map.of("app", "shop", "machine", machine, "location", location), host, peak);
  }

  private static Saving move(
      DoneWork work, double cpus, double gigabytes, String machine, String location) {
    return Advisor.move(
            work.circumstances(),
            work.statement(HOURS, CPU_SECONDS, cpus, gigabytes),
            machine,
            Location.find(location).orElseThrow())
        .orElseThrow()
        .best()
        .get(0)
        .saving();
  }

  /** Holds a case of the page, and the advisor, against what follows from the tables. */
  private void holds(String heading, CaseSide here, CaseSide there, List<Off> off, Saving advised) {
    double ratio = there.grams() / here.grams();
    double down = 0;
    double up = 0;
    List<String> ranges = new ArrayList<>();
    for (Off each : off) {
      double below = each.ratio(here, there, 1 / each.below());
      double above = each.ratio(here, there, each.above());
      double least = Math.min(ratio, Math.min(below, above));
      double most = Math.max(ratio, Math.max(below, above));
      down += Math.pow(Math.log(least / ratio), 2);
      up += Math.pow(Math.log(most / ratio), 2);
      ranges.add(
          cells(each.name(), text(each.below()), text(each.above()), text(below), text(above)));
    }
    double low = ratio * Math.exp(-Math.sqrt(down));
    double high = ratio * Math.exp(Math.sqrt(up));
    String told =
        "    %s / %s = %s, %s to %s: %s"
            .formatted(
                text(there.grams()),
                text(here.grams()),
                text(ratio),
                text(low),
                text(high),
                words(ratio, low, high));
    StringBuilder expected = new StringBuilder(heading).append('\n');
    List<String> names = page.lines().contains(heading) ? names(heading) : List.of();
    for (int i = 0; i < here.steps().size(); i++) {
      expected
          .append(i < names.size() ? names.get(i) : "step " + i)
          .append(" | ")
          .append(cells(here.steps().get(i), there.steps().get(i)))
          .append('\n');
    }
    ranges.forEach(line -> expected.append(line).append('\n'));
    expected.append(told);
    // If this fails, its message has the figures as they must be.
    assertEquals(expected.toString(), told(heading), expected::toString);
    assertEquals(ratio, advised.ratio(), 1e-6);
    assertEquals(low, advised.low(), 1e-6);
    assertEquals(high, advised.high(), 1e-6);
    assertEquals(low <= 1 && 1 <= high, advised.mayBeNoChange());
  }

  private static String words(double ratio, double low, double high) {
    return "%s %% (%s to %s)%s"
        .formatted(
            percent(ratio),
            percent(high),
            percent(low),
            low <= 1 && 1 <= high ? ", may be no change" : "");
  }

  private static String percent(double ratio) {
    return "%+d".formatted(Math.round(100 * (ratio - 1)));
  }

  private static String cells(String... cells) {
    return String.join(" | ", cells);
  }

  private List<String> names(String heading) {
    return page.table(heading).stream().map(row -> row.text("step")).toList();
  }

  /** Returns the figures of a case as the page tells them. */
  private String told(String heading) {
    List<Cells> steps = page.table(heading);
    String ofSteps =
        steps.stream()
            .map(row -> cells(row.text("step"), row.text("here"), row.text("there")))
            .collect(Collectors.joining("\n"));
    String ofRanges =
        page.table(heading.replace("###", "####") + ": the range").stream()
            .map(
                row ->
                    cells(
                        row.text("may be off"),
                        row.text("/"),
                        row.text("x"),
                        row.text("ratio at /"),
                        row.text("ratio at x")))
            .collect(Collectors.joining("\n"));
    String result = "    " + page.code(heading.replace("###", "####") + ": the range", "").get(0);
    return String.join("\n", heading, ofSteps, ofRanges, result);
  }

  @Test
  void namesEveryReasonForLeavingATypeOut() {
    String text = String.join(" ", page.lines());
    CsvTable.read("cloud-special").rows().stream()
        .map(row -> row.text("why").replaceFirst(":.*", ""))
        .forEach(why -> assertTrue(text.contains(why), why));
  }
}
