// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {

  private final CsvTable power = CsvTable.read("cpu-power");

  @Test
  void readsRowsInTheOrderOfTheFile() {
    List<Row> rows = power.rows();
    assertEquals("ARM_PROXY", rows.get(0).text("microarchitecture"));
    assertEquals("Zen 5c", rows.get(rows.size() - 1).text("microarchitecture"));
  }

  @Test
  void readsNumbersAndQuotedText() {
    Row row = power.find("microarchitecture", "Zen 4").orElseThrow();
    assertEquals(36.39, row.number("idle_w_per_package"));
    assertEquals(2, row.integer("threads_per_core"));
    Row quoted = CsvTable.read("cpuid-override").find("model_to", "95").orElseThrow();
    assertEquals("Vermeer, Cezanne, Rembrandt", quoted.text("note"));
  }

  @Test
  void findsTextWhateverItsCase() {
    assertEquals(
        "Zen 4", power.find("microarchitecture", "zEN 4").orElseThrow().text("microarchitecture"));
    assertTrue(power.find("microarchitecture", "Zen 4000").isEmpty());
  }

  @Test
  void findsTheFirstRowThatMeetsACondition() {
    Row first = power.find(row -> row.text("shape_source").equals("own")).orElseThrow();
    assertEquals("Broadwell (Server)", first.text("microarchitecture"));
  }

  @Test
  void tellsEmptyCells() {
    Row row = CsvTable.read("cpu-model").find("cpu_model", "AMD EPYC 9V74").orElseThrow();
    assertFalse(row.has("idle_w"));
    assertEquals("", row.text("idle_w"));
    assertTrue(row.has("tdp_watts"));
  }

  @Test
  void saysWhichCellHoldsNoNumber() {
    Row row = power.rows().get(1);
    var e = assertThrows(IllegalStateException.class, () -> row.number("source"));
    assertEquals(
        "cpu-power.csv, line 3: 'source' must be a number, but was 'SPECpower_ssj2008'",
        e.getMessage());
  }

  @Test
  void saysWhichCellIsEmptyWhereANumberMustBe() {
    Row row = CsvTable.read("cpu-model").rows().get(0);
    var e = assertThrows(IllegalStateException.class, () -> row.integer("n_results"));
    assertEquals("cpu-model.csv, line 2: 'n_results' must be a number, but was ''", e.getMessage());
  }

  @Test
  void saysWhichTableIsMissing() {
    var e = assertThrows(IllegalStateException.class, () -> CsvTable.read("no-such-table"));
    assertEquals("the jar must hold the table no-such-table.csv", e.getMessage());
  }
}
