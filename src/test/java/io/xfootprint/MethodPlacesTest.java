// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static io.xfootprint.MethodPageTest.assertTells;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.MarkdownPage.Cells;
import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.grid.Location;
import io.xfootprint.grid.Pue;
import io.xfootprint.host.Host;
import io.xfootprint.model.Electricity;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.units.Range;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the page on method says of places, held against the tables and the code. */
class MethodPlacesTest {

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/method.md");
  private final List<Row> regions = CsvTable.read("cloud-region").rows();

  private static Row uncertainty(Row region) {
    return CsvTable.read("grid-uncertainty").find("kind", region.text("kind")).orElseThrow();
  }

  @Test
  void listsTheRangeOfEveryKindOfPlaceAsTheJarHasIt() {
    List<Cells> told = page.table("### Ranges of electricity");
    List<Row> rows = CsvTable.read("grid-uncertainty").rows();
    assertEquals(rows.size(), told.size());
    for (int i = 0; i < told.size(); i++) {
      Row row = rows.get(i);
      told.get(i).byColumn().forEach((column, text) -> assertEquals(row.text(column), text));
    }
  }

  @Test
  void countsTheRegionsOnEachBasis() {
    Map<String, Integer> told = new TreeMap<>();
    for (Cells line : page.table("### Bases of intensity")) {
      told.put(line.text("basis"), Integer.valueOf(line.text("regions")));
    }
    Map<String, Integer> counted = new TreeMap<>();
    regions.forEach(row -> counted.merge(row.text("basis"), 1, Integer::sum));
    assertEquals(counted, told);
  }

  @Test
  void tellsTheFactorsThatTheSecondEditionChanged() {
    for (Cells line : page.table("### What the second edition of the tables changed")) {
      String name = line.text("place");
      Location place = Location.find(name).orElseThrow();
      double grams = place.factor().intensity().gramsPerKilowattHour();
      String[] range = line.text("range").split(" to ", -1);
      assertTells(line.text("now"), grams, name);
      assertTells(range[0], place.factor().range().low(grams), name);
      assertTells(range[1], place.factor().range().high(grams), name);
      assertEquals(line.text("zone"), place.factor().area());
    }
  }

  @Test
  void countsTheRegionsThatReachFurtherUpThanTheirKind() {
    long wider =
        regions.stream()
            .filter(
                row ->
                    row.number("high")
                        > row.number("gco2e_per_kwh") * uncertainty(row).number("times") + 0.1)
            .count();
    assertTrue(
        page.text().contains(wider + " of them reach further up than their kind"), "" + wider);
  }

  @Test
  void listsTheLargeCountries() {
    List<String> large =
        CsvTable.read("country-intensity").rows().stream()
            .filter(row -> row.text("kind").equals("large country"))
            .map(row -> row.text("country"))
            .toList();
    assertEquals(11, large.size());
    large.forEach(
        country -> assertTrue(page.text().contains(country.replaceFirst(" .*", "")), country));
  }

  @Test
  void tellsTheRangeOfAPlaceThatIsNotKnown() {
    Host host = Host.unknown(1);
    FootprintSettings settings = FootprintSettings.from(new SettingSources(), host);
    Electricity electricity = settings.power().profile(host, settings.place()).electricity();
    Range range = electricity.range(settings.place().annual());
    String sentence = "make %.1f down and %.2f up".formatted(range.below(), range.above());
    assertTrue(page.text().contains(sentence), sentence);
    assertEquals(Pue.usual("default"), settings.place().pue());
  }
}
