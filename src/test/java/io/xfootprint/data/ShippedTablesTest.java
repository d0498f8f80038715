// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.xfootprint.data.CsvTable.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the tables in the jar against each other and against what is physically plausible. */
class ShippedTablesTest {

  private static final Pattern READING = Pattern.compile("CsvTable\\s*\\.read\\(\\s*\"([^\"]+)\"");

  static List<String> tables() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv"))
          .map(name -> name.substring(0, name.length() - ".csv".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder() {
    try {
      URL table = Objects.requireNonNull(CsvTable.class.getResource("cpu-power.csv"), "cpu-power");
      return Path.of(table.toURI()).resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void haveAVersionEach() {
    assertEquals(tables(), TableVersion.all().stream().map(TableVersion::name).toList());
  }

  @Test
  void areThoseThatTheCodeReads() throws IOException {
    Set<String> read = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        READING.matcher(Files.readString(file)).results().forEach(call -> read.add(call.group(1)));
      }
    }
    assertEquals(tables(), List.copyOf(read));
  }

  /** A line must be a row, which is all that this library knows better. */
  @ParameterizedTest
  @MethodSource("tables")
  void readAsACsvLibraryReadsThem(String table) throws IOException {
    List<Row> rows = CsvTable.read(table).rows();
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(folder().resolve(table + ".csv"))) {
      List<NamedCsvRecord> lines = reader.stream().toList();
      assertEquals(lines.size(), rows.size());
      for (int i = 0; i < rows.size(); i++) {
        for (String column : lines.get(i).getHeader()) {
          assertEquals(lines.get(i).getField(column).strip(), rows.get(i).text(column));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arm-midr, implementer+part",
    "cloud-instance, provider+instance_type",
    "cloud-region, provider+region",
    "cloud-special, provider+types",
    "country-intensity, country_iso3",
    "cpu-model, cpu_model",
    "cpu-power, microarchitecture",
    "defaults, name",
    "egrid-subregion, subregion",
    "grid-uncertainty, kind",
    "oshi-microarchitecture, oshi_name"
  })
  void holdEachKeyOnce(String table, String columns) {
    Set<String> seen = new HashSet<>();
    List<String> twice =
        CsvTable.read(table).rows().stream()
            .map(row -> key(row, columns))
            .filter(key -> !seen.add(key))
            .toList();
    assertEquals(List.of(), twice);
  }

  private static String key(Row row, String columns) {
    return Stream.of(columns.split("\\+", -1))
        .map(column -> row.text(column).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("/"));
  }

  /** The last word tells whether cells may be empty. */
  @ParameterizedTest
  @CsvSource({
    "arm-midr, year, 2020, 2030, full",
    "cloud-instance, vcpus, 0.1, 2000, full",
    "cloud-instance, memory_gb, 0.5, 40000, full",
    "cloud-instance, platform_sockets, 1, 16, sparse",
    "cloud-instance, platform_tdp_w, 60, 4000, sparse",
    "cloud-instance, platform_threads, 4, 2000, sparse",
    "cloud-instance, embodied_gco2e_per_hour, 0.05, 2000, sparse",
    "cloud-instance, year, 2020, 2030, full",
    "cloud-region, gco2e_per_kwh, 1, 1500, full",
    "cloud-region, low, 1, 1500, full",
    "cloud-region, high, 1, 1500, full",
    "cloud-region, year, 2020, 2030, full",
    "cloud-region, pue, 1, 2, sparse",
    "cloud-region, pue_year, 2020, 2030, sparse",
    "cloud-special, year, 2020, 2030, full",
    "country-intensity, gco2e_per_kwh, 1, 1500, full",
    "country-intensity, year, 2020, 2030, full",
    "cpu-model, tdp_watts, 10, 600, full",
    "cpu-model, cores, 1, 300, sparse",
    "cpu-model, threads, 1, 600, sparse",
    "cpu-model, n_results, 1, 1000, sparse",
    // Small servers have a smaller platform than 20 W, and their processors the rest below 0.
    "cpu-model, idle_w, -10, 300, sparse",
    "cpu-model, dynamic_w, 10, 700, sparse",
    "cpu-model, shape_10, 0.03, 0.5, sparse",
    "cpu-model, shape_20, 0.05, 0.6, sparse",
    "cpu-model, shape_30, 0.1, 0.7, sparse",
    "cpu-model, shape_40, 0.1, 0.8, sparse",
    "cpu-model, shape_50, 0.15, 0.8, sparse",
    "cpu-model, shape_60, 0.3, 0.9, sparse",
    "cpu-model, shape_70, 0.4, 0.9, sparse",
    "cpu-model, shape_80, 0.5, 0.95, sparse",
    "cpu-model, shape_90, 0.6, 1, sparse",
    "cpu-model, year, 2020, 2030, full",
    "cpu-power, n_results, 1, 1000, full",
    "cpu-power, n_cpu_models, 1, 200, full",
    "cpu-power, idle_w_per_package, 1, 200, full",
    "cpu-power, dynamic_w_per_tdp_w, 0.3, 1.5, full",
    "cpu-power, dynamic_w_at_64_threads, 50, 1000, full",
    "cpu-power, vm_idle_w_per_vcpu, 0.1, 50, full",
    "cpu-power, vm_dynamic_w_per_vcpu, 0.5, 50, full",
    "cpu-power, threads_per_core, 1, 2, full",
    "cpu-power, shape_10, 0.03, 0.5, full",
    "cpu-power, shape_20, 0.1, 0.6, full",
    "cpu-power, shape_30, 0.1, 0.7, full",
    "cpu-power, shape_40, 0.2, 0.8, full",
    "cpu-power, shape_50, 0.25, 0.8, full",
    "cpu-power, shape_60, 0.3, 0.9, full",
    "cpu-power, shape_70, 0.4, 0.9, full",
    "cpu-power, shape_80, 0.5, 0.95, full",
    "cpu-power, shape_90, 0.7, 0.99, full",
    "cpu-power, first_year, 2005, 2030, full",
    "cpu-power, last_year, 2005, 2030, full",
    "cpuid-override, family, 0, 300, full",
    "cpuid-override, model_from, 0, 4095, full",
    "cpuid-override, model_to, 0, 4095, full",
    "cpuid-override, stepping_from, 0, 15, sparse",
    "cpuid-override, stepping_to, 0, 15, sparse",
    "cpuid-override, year, 2020, 2030, full",
    "defaults, value, 0, 30, full",
    "defaults, low, 0, 30, full",
    "defaults, high, 0, 30, full",
    "defaults, year, 2015, 2030, full",
    "egrid-subregion, gco2e_per_kwh, 50, 1000, full",
    "egrid-subregion, year, 2020, 2030, full",
    "grid-uncertainty, divide_by, 1, 10, full",
    "grid-uncertainty, times, 1, 2, full",
    "grid-uncertainty, year, 2020, 2030, full",
    "oshi-microarchitecture, year, 2020, 2030, full",
    "power-range, idle_below, 1, 4, full",
    "power-range, idle_above, 1, 4, full",
    "power-range, dynamic_below, 1, 4, full",
    "power-range, dynamic_above, 1, 4, full",
    "power-range, year, 2020, 2030, full",
    "us-zip3-egrid, year, 2020, 2030, full",
    "us-zip3-egrid, zip3_from, 1, 999, full",
    "us-zip3-egrid, zip3_to, 1, 999, full"
  })
  void keepEveryNumberPlausible(
      String table, String column, double min, double max, String filling) {
    List<Row> rows = CsvTable.read(table).rows();
    List<String> outside = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if ((filling.equals("full") || row.has(column))
          && !(min <= row.number(column) && row.number(column) <= max)) {
        outside.add("line " + (i + 2) + ": " + row.text(column));
      }
    }
    assertEquals(List.of(), outside);
  }

  /** Whatever is a number stands above with its range, so that no column goes unread. */
  @ParameterizedTest
  @MethodSource("tables")
  void giveEveryColumnOfNumbersARange(String table) {
    Set<String> ranges = new TreeSet<>();
    for (String line : rangesOf("keepEveryNumberPlausible")) {
      String[] cells = line.split(", ", -1);
      if (cells[0].equals(table)) {
        ranges.add(cells[1]);
      }
    }
    assertEquals(ranges, columnsOfNumbers(table));
  }

  private static String[] rangesOf(String test) {
    return Stream.of(ShippedTablesTest.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(test))
        .findFirst()
        .orElseThrow()
        .getAnnotation(CsvSource.class)
        .value();
  }

  private static Set<String> columnsOfNumbers(String table) {
    List<Row> rows = CsvTable.read(table).rows();
    return rows.get(0).columns().stream()
        .filter(column -> rows.stream().anyMatch(row -> row.has(column)))
        .filter(
            column ->
                rows.stream()
                    .filter(row -> row.has(column))
                    .allMatch(row -> row.text(column).matches("-?[0-9]+(\\.[0-9]+)?")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @CsvSource({
    "cloud-region, year",
    "cloud-special, year",
    "country-intensity, year",
    "cpuid-override, model_from",
    "cpuid-override, model_to",
    "egrid-subregion, year",
    "us-zip3-egrid, zip3_from",
    "us-zip3-egrid, zip3_to"
  })
  void keepNumbersWholeThatAreReadAsSuch(String table, String column) {
    List<Double> broken =
        CsvTable.read(table).rows().stream()
            .map(row -> row.number(column))
            .filter(number -> number != Math.rint(number))
            .toList();
    assertEquals(List.of(), broken);
  }

  @Test
  void holdADefaultPowerRow() {
    Row row = CsvTable.read("cpu-power").find("microarchitecture", "DEFAULT").orElseThrow();
    assertEquals(0.6, row.number("vm_idle_w_per_vcpu"), 0.01);
    assertEquals(2.7, row.number("vm_dynamic_w_per_vcpu"), 0.01);
  }

  @Test
  void letPowerRiseWithUtilisation() {
    for (Row row : CsvTable.read("cpu-power").rows()) {
      String name = row.text("microarchitecture");
      for (int i = 20; i <= 90; i += 10) {
        assertTrue(row.number("shape_" + (i - 10)) < row.number("shape_" + i), name + " at " + i);
      }
    }
  }

  @Test
  void resolveEveryPowerRow() {
    assertEquals(
        Set.of(),
        missing(
            values("oshi-microarchitecture", "cpu_power_row"),
            values("cpu-power", "microarchitecture")));
  }

  @ParameterizedTest
  @CsvSource({"cpu-model", "cloud-instance", "cpuid-override", "arm-midr"})
  void nameOnlyMicroarchitecturesThatHavePower(String table) {
    Set<String> known = values("cpu-power", "microarchitecture");
    known.addAll(values("oshi-microarchitecture", "oshi_name"));
    assertEquals(Set.of(), missing(values(table, "microarchitecture"), known));
  }

  @Test
  void resolveEverySubregionAndCountry() {
    Set<String> subregions = values("egrid-subregion", "subregion");
    Set<String> countries = values("country-intensity", "country_iso3");
    assertAll(
        () -> assertTrue(countries.contains("WORLD")),
        () ->
            assertEquals(Set.of(), missing(values("us-zip3-egrid", "egrid_subregion"), subregions)),
        () -> assertEquals(Set.of(), missing(values("us-zip3-egrid", "alternative"), subregions)),
        () -> assertEquals(Set.of(), missing(values("cloud-region", "country_iso3"), countries)));
  }

  @Test
  void keepZipPrefixesApart() {
    boolean[] taken = new boolean[1000];
    for (Row row : CsvTable.read("us-zip3-egrid").rows()) {
      int from = row.integer("zip3_from");
      int to = row.integer("zip3_to");
      assertTrue(from <= to, from + " to " + to);
      for (int prefix = from; prefix <= to; prefix++) {
        assertFalse(taken[prefix], "prefix " + prefix + " stands in two ranges");
        taken[prefix] = true;
      }
    }
  }

  @Test
  void keepCpuidRangesApart() {
    Set<String> taken = new HashSet<>();
    for (Row row : CsvTable.read("cpuid-override").rows()) {
      for (int model = row.integer("model_from"); model <= row.integer("model_to"); model++) {
        int from = row.has("stepping_from") ? row.integer("stepping_from") : 0;
        int to = row.has("stepping_to") ? row.integer("stepping_to") : 15;
        for (int stepping = from; stepping <= to; stepping++) {
          String id =
              "%s %s %s %s".formatted(row.text("vendor"), row.text("family"), model, stepping);
          assertTrue(taken.add(id), id + " stands in two ranges");
        }
      }
    }
  }

  @Test
  void keepDefaultsBetweenTheirBounds() {
    for (Row row : CsvTable.read("defaults").rows()) {
      assertTrue(row.number("low") <= row.number("value"), row.text("name"));
      assertTrue(row.number("value") <= row.number("high"), row.text("name"));
    }
  }

  private static Set<String> values(String table, String column) {
    return CsvTable.read(table).rows().stream()
        .filter(row -> row.has(column))
        .map(row -> row.text(column))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> missing(Set<String> used, Set<String> known) {
    Set<String> missing = new TreeSet<>(used);
    missing.removeAll(known);
    return missing;
  }
}
