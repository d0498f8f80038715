// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.MarkdownPage.Cells;
import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.host.Host;
import io.xfootprint.model.Machine;
import io.xfootprint.model.PowerModel;
import io.xfootprint.model.PowerSource;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number of the page on method that stands in a table of the jar or in a constant. */
class MethodPageTest {

  private static final String ON_VIRTUAL_MACHINE = "J per CPU-second at 0.5";

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/method.md");

  private static Map<String, String> texts(Row row, Stream<String> columns) {
    return columns.collect(Collectors.toMap(Function.identity(), row::text));
  }

  @Test
  void listsEveryConstantAsTheJarHasIt() {
    List<Map<String, String>> expected =
        CsvTable.read("defaults").rows().stream()
            .map(row -> texts(row, row.columns().stream()))
            .toList();
    assertEquals(expected, page.table("## Constants").stream().map(Cells::byColumn).toList());
  }

  @Test
  void listsThePowerOfEveryRowAsTheJarHasIt() {
    List<Cells> listed = page.table("## Rows");
    List<Row> rows = CsvTable.read("cpu-power").rows();
    assertEquals(rows.size(), listed.size());
    for (int i = 0; i < rows.size(); i++) {
      String joules = listed.get(i).text(ON_VIRTUAL_MACHINE);
      String name = listed.get(i).text("microarchitecture");
      Map<String, String> told = new HashMap<>(listed.get(i).byColumn());
      told.remove(ON_VIRTUAL_MACHINE);
      assertEquals(texts(rows.get(i), told.keySet().stream()), told);
      assertTells(joules, onVirtualMachine(name).joulesPerCpuSecond(0.5), name);
    }
  }

  @Test
  void listsTheCurveOfEveryRowAsTheJarHasIt() {
    Map<String, Map<String, String>> told = new HashMap<>();
    for (Cells line : page.table("## Curves")) {
      Map<String, String> points = new HashMap<>(line.byColumn());
      points.remove("rows");
      for (String name : line.text("rows").split(", ", -1)) {
        told.put(name, points);
      }
    }
    List<String> points = IntStream.range(1, 10).mapToObj(i -> "shape_" + i * 10).toList();
    Map<String, Map<String, String>> expected =
        CsvTable.read("cpu-power").rows().stream()
            .collect(
                Collectors.toMap(
                    row -> row.text("microarchitecture"), row -> texts(row, points.stream())));
    assertEquals(expected, told);
  }

  private static PowerModel onVirtualMachine(String microarchitecture) {
    Host host = new Host("", microarchitecture, 1, 1, 1, true);
    return PowerModel.forMachine(Machine.of(host), host);
  }

  @Test
  void listsEveryRangeAsTheJarHasIt() {
    List<Map<String, String>> expected =
        CsvTable.read("power-range").rows().stream()
            .map(row -> texts(row, row.columns().stream()))
            .toList();
    assertEquals(expected, page.table("## Ranges of power").stream().map(Cells::byColumn).toList());
  }

  @Test
  void tellsTheMethodOfEveryRung() {
    Set<PowerSource> told = EnumSet.noneOf(PowerSource.class);
    for (Cells line : page.table("## Decision table")) {
      PowerSource source =
          PowerSource.valueOf(line.text("power by").toUpperCase(Locale.ROOT).replace('-', '_'));
      assertEquals(
          source.isMeasured(), line.text("method").startsWith("measured"), line.toString());
      told.add(source);
    }
    assertEquals(EnumSet.allOf(PowerSource.class), told);
  }

  /** In prose: `name = value` is a row of defaults.csv, `package.Class.NAME = value` a constant. */
  @Test
  void quotesConstantsAsTheCodeHasThem() throws ReflectiveOperationException {
    Map<String, String> quoted = page.quotedValues();
    for (Map.Entry<String, String> value : quoted.entrySet()) {
      String name = value.getKey();
      double actual =
          name.contains(".")
              ? constant(name)
              : CsvTable.read("defaults").find("name", name).orElseThrow().number("value");
      assertIs(value.getValue(), actual, name);
    }
    assertTrue(quoted.size() > 20, "only " + quoted.keySet());
  }

  private static double constant(String name) throws ReflectiveOperationException {
    int dot = name.lastIndexOf('.');
    Class<?> home = Class.forName("io.xfootprint." + name.substring(0, dot));
    Field field = home.getDeclaredField(name.substring(dot + 1));
    field.setAccessible(true);
    return ((Number) field.get(null)).doubleValue();
  }

  /** The columns: what a formula says where a constant stands as a number; the constant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "idle += ([0-9.]+) W \\+; platform-watts",
        "\\(threads / 64\\)\\^([0-9.]+); dynamic-threads-exponent",
        "([0-9.]+) W/GB; memory-watts-per-gb",
        "([0-9.]+) g x; embodied-g-per-vcpu-hour",
        "at most ([0-9.]+) nJ; gc-cap-nanojoules-per-byte"
      })
  void writesConstantsIntoFormulasAsTheJarHasThem(String formula, String name) {
    Matcher found = Pattern.compile(formula).matcher(String.join("\n", page.lines()));
    double actual = CsvTable.read("defaults").find("name", name).orElseThrow().number("value");
    assertTrue(found.find(), formula);
    do {
      assertIs(found.group(1), actual, name);
    } while (found.find());
  }

  @Test
  void namesOnlyTablesThatTheJarHolds() {
    Set<String> named =
        page.lines().stream()
            .flatMap(line -> Arrays.stream(line.split("[`( ]", -1)))
            .filter(word -> word.matches("[a-z0-9-]+\\.csv"))
            .collect(Collectors.toSet());
    assertTrue(named.size() > 5, "only " + named);
    named.forEach(name -> CsvTable.read(name.replace(".csv", "")));
  }

  /** The same, but for what three digits of a fraction leave out. */
  private static void assertIs(String told, double actual, String what) {
    assertEquals(actual, Double.parseDouble(told), 0.002 * actual, what);
  }

  /** As many digits as are told must be right. */
  static void assertTells(String told, double actual, String what) {
    BigDecimal figure = new BigDecimal(told);
    BigDecimal rounded =
        BigDecimal.valueOf(actual).setScale(Math.max(0, figure.scale()), RoundingMode.HALF_UP);
    assertEquals(0, figure.compareTo(rounded), () -> what + ": " + told + " but " + actual);
  }
}
