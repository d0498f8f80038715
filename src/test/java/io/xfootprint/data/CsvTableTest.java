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
    assertEquals("Arrow Lake", rows.get(0).text("microarchitecture"));
    assertEquals("DEFAULT_OLD", rows.get(rows.size() - 1).text("microarchitecture"));
  }

  @Test
  void readsNumbersAndQuotedText() {
    Row row = power.find("microarchitecture", "Zen 4").orElseThrow();
    assertEquals(0.4004, row.number("idle_watts_per_vcpu"));
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
    Row first = power.find(row -> row.text("vendor").equals("AMD")).orElseThrow();
    assertEquals("Bulldozer", first.text("microarchitecture"));
  }

  @Test
  void tellsEmptyCells() {
    Row row = power.find("microarchitecture", "Arrow Lake").orElseThrow();
    assertFalse(row.has("idle_w_at_200_w_tdp"));
    assertEquals("", row.text("idle_w_at_200_w_tdp"));
    assertTrue(row.has("vendor"));
  }

  @Test
  void saysWhichCellHoldsNoNumber() {
    Row row = power.rows().get(1);
    var e = assertThrows(IllegalStateException.class, () -> row.number("vendor"));
    assertEquals(
        "cpu-power.csv, line 3: 'vendor' must be a number, but was 'Intel'", e.getMessage());
  }

  @Test
  void saysWhichCellIsEmptyWhereANumberMustBe() {
    Row row = power.rows().get(0);
    var e = assertThrows(IllegalStateException.class, () -> row.integer("idle_w_at_200_w_tdp"));
    assertEquals(
        "cpu-power.csv, line 2: 'idle_w_at_200_w_tdp' must be a number, but was ''",
        e.getMessage());
  }

  @Test
  void saysWhichTableIsMissing() {
    var e = assertThrows(IllegalStateException.class, () -> CsvTable.read("no-such-table"));
    assertEquals("the jar must hold the table no-such-table.csv", e.getMessage());
  }
}
