// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each figure in the jar tells where it is from, and the tables leave out no name of OSHI's. */
class TableOriginsTest {

  private static final String TABLES = "io.xfootprint.data.ShippedTablesTest#tables";

  private static final Pattern LICENCE =
      Pattern.compile("MIT|Apache-2\\.0|CC BY|public domain|fair use|[Oo]ur own");

  @ParameterizedTest
  @MethodSource(TABLES)
  void nameTheSourceOfEveryRow(String table) {
    List<Row> rows = CsvTable.read(table).rows();
    assertFalse(rows.isEmpty());
    List<Integer> without =
        Stream.iterate(0, i -> i + 1)
            .limit(rows.size())
            .filter(i -> !rows.get(i).has("source"))
            .toList();
    assertEquals(List.of(), without, "rows of " + table + " without a source");
  }

  @ParameterizedTest
  @MethodSource(TABLES)
  void nameTheYearOfEveryRow(String table) {
    for (Row row : CsvTable.read(table).rows()) {
      assertTrue(
          Stream.of("year", "last_year")
              .anyMatch(column -> row.columns().contains(column) && row.has(column)),
          table + ": " + row.text(row.columns().get(0)));
    }
  }

  @Test
  void nameTheUnitOfEveryDefault() {
    for (Row row : CsvTable.read("defaults").rows()) {
      assertTrue(row.has("unit"), row.text("name"));
    }
  }

  @ParameterizedTest
  @MethodSource(TABLES)
  void areNamedWithTheirOriginInTheNotice(String table) throws IOException {
    // Other jars have one of that name too.
    String notice =
        Files.readString(
            ShippedTablesTest.folder().resolve("../../../META-INF/NOTICE").normalize());
    List<String> paragraphs = List.of(notice.split("\n\n", -1));
    String own =
        paragraphs.stream()
            .filter(paragraph -> paragraph.lines().findFirst().orElse("").contains(table + ".csv"))
            .findFirst()
            .orElse("");
    assertTrue(own.lines().count() >= 2, "no origin of " + table + ".csv");
    assertTrue(LICENCE.matcher(own).find(), "no licence of " + table + ".csv: " + own);
  }

  @Test
  void holdEveryMicroarchitectureThatOshiNames() throws IOException {
    Properties oshi = new Properties();
    oshi.load(new StringReader(resource("/oshi.architecture.properties")));
    Set<String> names = new TreeSet<>();
    for (String key : oshi.stringPropertyNames()) {
      // These name the makers of ARM processors.
      if (!key.startsWith("hw_impl.")) {
        names.add(oshi.getProperty(key).strip());
      }
    }
    assertTrue(names.size() > 100, "only " + names.size());
    // Two more it does not know.
    CsvTable.read("oshi-microarchitecture").rows().stream()
        .filter(row -> row.text("source").startsWith("own: no such name in oshi"))
        .map(row -> row.text("oshi_name"))
        .forEach(names::add);
    Set<String> listed = new TreeSet<>();
    CsvTable.read("oshi-microarchitecture")
        .rows()
        .forEach(row -> listed.add(row.text("oshi_name")));
    assertEquals(names, listed);
  }

  @Test
  void sayOfEveryOshiNameHowWellItsRowFits() {
    for (Row row : CsvTable.read("oshi-microarchitecture").rows()) {
      String name = row.text("oshi_name");
      String power = row.text("cpu_power_row");
      String fit = power.equals(name) ? "exact" : power.equals("DEFAULT") ? "none" : "proxy";
      assertEquals(fit, row.text("quality"), name);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = TableOriginsTest.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
