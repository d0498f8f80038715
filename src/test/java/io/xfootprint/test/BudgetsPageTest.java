// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on budgets shows code that compiles, and what the code says. */
class BudgetsPageTest {

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\S+) \\| .*");

  private String page;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("src/site/markdown/budgets.md"));
  }

  private List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String withoutIndent(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void showsCodeThatCompiles() throws IOException {
    String source =
        withoutIndent(
            Files.readString(Path.of("src/test/java/io/xfootprint/test/ShopBudgets.java"))
                .replace("class ShopBudgets", "class ShopBudgetTest"));
    List<String> shown = blocks("java");
    assertEquals(3, shown.size());
    for (String code : shown) {
      String wanted = withoutIndent(code);
      // The class goes on.
      assertTrue(
          source.contains(
              wanted.endsWith("\n}") ? wanted.substring(0, wanted.length() - 2) : wanted),
          wanted);
    }
  }

  @Test
  void showsABaselineAsItIsWritten() throws IOException {
    String json = blocks("json").get(0);
    assertEquals(json, Baseline.parse(json).text());
  }

  @Test
  void showsTheMessages() {
    RequestCost cost = RequestCost.parse("alloc-b=31200");
    Map<Integer, RequestCost> baseline =
        Map.of(Baseline.RELEASE, RequestCost.parse("alloc-b=24000"));
    Optional<String> said =
        Comparison.over(Figure.ALLOCATION, cost, baseline.entrySet().iterator().next(), 5);
    assertTrue(page.contains("    GET /orders/{id} " + said.orElseThrow() + "\n"));

    FigureMatcher matcher = new FigureMatcher(Figure.ALLOCATION, 100_000);
    matcher.matches("cpu-us=9370, alloc-b=1250000");
    assertTrue(page.contains("was not " + matcher + ", was \"cpu-us=9370, alloc-b=1250000\""));
    assertTrue(page.contains("-D" + BudgetsExtension.PROPERTY + "=renew"));
  }

  @Test
  void showsTheTableWithItsColumns() {
    String empty =
        BudgetTable.with(
            "",
            new BudgetRow("GET /", RequestCost.parse(""), Optional.empty(), List.of(), List.of()));
    String columns =
        empty
            .lines()
            .filter(line -> line.startsWith("|"))
            .limit(2)
            .collect(Collectors.joining("\n"));
    assertTrue(page.contains("\n" + columns + "\n"), columns);
  }

  @Test
  void givesTheSettingsTheirDefaults() {
    Map<String, String> shown = new TreeMap<>();
    for (String line : page.lines().toList()) {
      ROW.matcher(line)
          .results()
          .forEach(row -> shown.put(row.group(1), row.group(2).replace("`", "")));
    }
    Map<String, String> defaults =
        Arrays.stream(FootprintBudgets.class.getDeclaredMethods())
            .collect(Collectors.toMap(Method::getName, BudgetsPageTest::defaultOf));
    assertEquals(new TreeMap<>(defaults), shown);
  }

  private static String defaultOf(Method setting) {
    return String.valueOf(setting.getDefaultValue())
        .replaceFirst("\\.0$", "")
        .replace("Infinity", "infinite");
  }

  @Test
  void statesTheRuleOfTheWarmUp() {
    assertTrue(page.contains("Blocks of " + WarmUp.BLOCK + " requests"));
    assertTrue(page.contains("after " + WarmUp.BLOCK * WarmUp.MOST_BLOCKS + " fails"));
  }
}
