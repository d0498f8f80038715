// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable;
import io.xfootprint.grid.Pue;
import io.xfootprint.model.Coefficients;
import io.xfootprint.settings.FootprintSettings;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on settings, held against what the code reads. */
class SettingsPageTest {

  private static final String SETTINGS = "## Settings";
  private static final Pattern TABLE = Pattern.compile("data/([a-z0-9-]+)\\.csv");
  private static final Pattern COLUMN = Pattern.compile("[a-z]+(_[a-z0-9]+)+");

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/settings.md");

  @Test
  void hasTheTableThatTheCodeHas() {
    List<String> rows =
        FootprintSettings.SETTINGS.stream()
            .map(each -> List.of("`" + each.key() + "`", each.byDefault(), each.meaning()))
            .map(cells -> ("| " + String.join(" | ", cells) + " |").replace("|  |", "| |"))
            .toList();
    String table = "| name | default | meaning |\n|---|---|---|\n" + String.join("\n", rows);
    // If this fails, its message is the table as it must be.
    assertTrue(page.text().contains(table.replace('\n', ' ')), table);
  }

  @Test
  void givesTheDefaultsOfTheJar() {
    Map<String, String> defaults =
        page.table(SETTINGS).stream()
            .collect(Collectors.toMap(row -> row.text("name"), row -> row.text("default")));
    assertEquals(
        "by machine, else %s and %s per GB-hour"
            .formatted(
                Coefficients.embodiedGramsPerCpuHour(),
                Coefficients.embodiedGramsPerGigabyteHour()),
        defaults.get("embodied"));
    assertEquals("by location, else " + Pue.usual("").ratio(), defaults.get("pue"));
  }

  @Test
  void namesTablesAndColumnsThatTheJarHas() {
    List<String> sources =
        page.table("## Places and machines").stream().map(row -> row.text("take it from")).toList();
    assertTrue(sources.size() > 5, "only " + sources);
    for (String source : sources) {
      String table = TABLE.matcher(source).results().findFirst().orElseThrow().group(1);
      List<String> columns = CsvTable.read(table).rows().get(0).columns();
      COLUMN
          .matcher(source)
          .results()
          .map(MatchResult::group)
          .forEach(column -> assertTrue(columns.contains(column), source));
    }
  }
}
