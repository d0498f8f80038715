// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets and baselines held against headers that are made up. */
class MeasuredRouteTest {

  private static final String ROUTE = "GET /orders/{id}";
  private static final String BEFORE = "cpu-us=200, alloc-b=24000, energy-uj=300";
  private static final Limits LIMITS = new Limits(5, Double.POSITIVE_INFINITY);

  @TempDir private Path folder;
  private BudgetFiles files;

  @BeforeEach
  void nameFiles() {
    files =
        new BudgetFiles(
            folder.resolve("src/footprint-baseline.json"), folder.resolve("target/budgets.md"));
  }

  private Budgets budgets(Limits limits, boolean renews) {
    return new Budgets(files, 30, limits, renews);
  }

  private MeasuredRoute measure(String header) {
    return budgets(LIMITS, false).measure(ROUTE, () -> header);
  }

  private void renew(String route, String header) {
    budgets(LIMITS, true).measure(route, () -> header).keepsToBaseline();
  }

  private static String message(Callable<?> check) {
    return String.valueOf(assertThrows(AssertionError.class, check::call).getMessage());
  }

  private String report() throws IOException {
    return Files.readString(files.reportFile());
  }

  private String lastRow() throws IOException {
    return report().lines().reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void takesTheMediansOfTheRequestsAfterTheWarmUp() throws IOException {
    int[] sent = {0};
    budgets(LIMITS, false)
        .measure(
            ROUTE,
            () -> {
              int n = sent[0]++;
              return n < 40
                  ? "cpu-us=900, alloc-b=1000, energy-uj=900"
                  : "cpu-us=%d, alloc-b=%d, energy-uj=7".formatted(n, 1000 + n);
            });
    assertEquals(70, sent[0]);
    // Those are the numbers 40 to 69.
    assertEquals("| `" + ROUTE + "` | 1.05 kB |  |  | 54.5 us |  |  | 7 uJ | ok |", lastRow());
  }

  @Test
  void keepsToItsBaselineWithinTheLimit() throws IOException {
    renew(ROUTE, BEFORE);
    measure("cpu-us=900, alloc-b=25200, energy-uj=900").keepsToBaseline();
    assertEquals(
        "| `GET /orders/{id}` | 25.2 kB | 24.0 kB | +5 % | 900 us | 200 us | +350 % | 900 uJ | ok |",
        lastRow());
  }

  @Test
  void failsWhenItAllocatesMore() throws IOException {
    renew(ROUTE, BEFORE);
    MeasuredRoute dearer = measure("cpu-us=200, alloc-b=31200, energy-uj=300");
    assertEquals(
        "GET /orders/{id} allocates 31.2 kB, 24.0 kB in the baseline (+30 %, limit 5 %)",
        message(dearer::keepsToBaseline));
    assertEquals(
        "| `GET /orders/{id}` | 31.2 kB | 24.0 kB | +30 % | 200 us | 200 us | 0 % | 300 uJ"
            + " | allocates 31.2 kB, 24.0 kB in the baseline (+30 %, limit 5 %) |",
        lastRow());
  }

  @Test
  void failsJustAboveTheLimit() {
    renew(ROUTE, BEFORE);
    assertEquals(
        "GET /orders/{id} allocates 25.2 kB, 24.0 kB in the baseline (+5 %, limit 5 %)",
        message(measure("alloc-b=25201")::keepsToBaseline));
  }

  @Test
  void isContentWithLess() throws IOException {
    renew(ROUTE, BEFORE);
    measure("cpu-us=100, alloc-b=12000, energy-uj=100").keepsToBaseline();
    assertTrue(lastRow().contains("| 12.0 kB | 24.0 kB | -50 % |"), lastRow());
  }

  @Test
  void comparesCpuTimeWhereItHasALimit() {
    renew(ROUTE, BEFORE);
    MeasuredRoute slower =
        budgets(new Limits(5, 100), false)
            .measure(ROUTE, () -> "cpu-us=500, alloc-b=48000, energy-uj=300");
    assertEquals(
        """
        GET /orders/{id} allocates 48.0 kB, 24.0 kB in the baseline (+100 %, limit 5 %)
        GET /orders/{id} uses CPU time of 500 us, 200 us in the baseline (+150 %, limit 100 %)""",
        message(slower::keepsToBaseline));
  }

  @Test
  void failsWhereAComparedFigureIsUnknown() {
    renew(ROUTE, BEFORE);
    MeasuredRoute unknown =
        budgets(new Limits(5, 100), false).measure(ROUTE, () -> "alloc-b=24000");
    assertEquals(
        "GET /orders/{id} uses CPU time of unknown, 200 us in the baseline (limit 100 %)",
        message(unknown::keepsToBaseline));
  }

  @Test
  void saysHowToAddARoute() throws IOException {
    renew("GET /other", BEFORE);
    String expected =
        "has no baseline in %s; it allocates 24.0 kB: to add it, run this test with -Dfootprint-baseline=renew and commit the file"
            .formatted(files.baselineFile());
    assertEquals(ROUTE + " " + expected, message(measure(BEFORE)::keepsToBaseline));
    assertTrue(report().contains(expected), report());
  }

  @Test
  void saysOfWhichReleaseOfJavaABaselineIs() throws IOException {
    renew(ROUTE, BEFORE);
    String own = "java-" + Runtime.version().feature();
    String text = Files.readString(files.baselineFile());
    Files.writeString(files.baselineFile(), text.replace(own, "java-8"));
    assertEquals(
        ROUTE + " allocates 31.2 kB, 24.0 kB in the baseline of Java 8 (+30 %, limit 5 %)",
        message(measure("alloc-b=31200")::keepsToBaseline));
    measure(BEFORE).keepsToBaseline();
    assertTrue(lastRow().endsWith("| ok; baseline of Java 8 |"), lastRow());
  }

  @Test
  void renewsTheBaselineOnPurposeOnly() throws IOException {
    renew(ROUTE, BEFORE);
    String before = Files.readString(files.baselineFile());
    measure("alloc-b=20000").keepsToBaseline();
    message(measure("alloc-b=40000")::keepsToBaseline);
    assertEquals(before, Files.readString(files.baselineFile()));

    renew(ROUTE, "alloc-b=40000");
    assertTrue(lastRow().endsWith("| ok; renewed |"), lastRow());
    measure("alloc-b=40000").keepsToBaseline();
  }

  @Test
  void saysThatTheBaselineIsNone() throws IOException {
    Files.createDirectories(files.baselineFile().getParent());
    Files.writeString(files.baselineFile(), "{\n\"GET /\": 7}");
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> measure("alloc-b=1").keepsToBaseline());
    assertEquals(
        files.baselineFile()
            + " is not a baseline: line 2: there must be an object of releases of Java",
        error.getMessage());
    // What people may want to mend is not written over.
    assertThrows(IllegalStateException.class, () -> renew(ROUTE, BEFORE));
    assertTrue(Files.readString(files.baselineFile()).contains("7"));
  }

  @Test
  void staysWithinBudgets() throws IOException {
    measure(BEFORE)
        .allocatesAtMost(24_000)
        .usesCpuOfAtMost(Duration.ofNanos(200_000))
        .usesEnergyOfAtMost(300);
    assertTrue(lastRow().endsWith("| ok |"), lastRow());
  }

  @Test
  void saysByHowMuchItIsOverABudget() throws IOException {
    assertEquals(
        ROUTE + " allocates 24.0 kB, its budget is 20.0 kB (+20 %)",
        message(() -> measure(BEFORE).allocatesAtMost(20_000)));
    assertEquals(
        ROUTE + " uses CPU time of 200 us, its budget is 160 us (+25 %)",
        message(() -> measure(BEFORE).usesCpuOfAtMost(Duration.ofNanos(160_000))));
    assertEquals(
        ROUTE + " uses energy of 300 uJ, its budget is 250 uJ (+20 %)",
        message(() -> measure(BEFORE).usesEnergyOfAtMost(250)));
    assertTrue(lastRow().contains("its budget is 250 uJ"), lastRow());
  }

  @Test
  void takesAnUnknownFigureForOneThatIsOver() {
    assertEquals(
        ROUTE
            + " uses energy of unknown, its budget is 250 uJ, as the header does not tell energy-uj",
        message(() -> measure("alloc-b=1").usesEnergyOfAtMost(250)));
  }

  @Test
  void refusesSettingsThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> new Limits(Double.NaN, 5));
    assertThrows(IllegalArgumentException.class, () -> new Limits(5, -1));
    assertThrows(IllegalArgumentException.class, () -> new Budgets(files, 0, LIMITS, false));
    assertThrows(
        IllegalArgumentException.class, () -> measure("alloc-b=1").usesEnergyOfAtMost(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> BudgetsExtension.renews("yes"));
    assertTrue(BudgetsExtension.renews("renew"));
    assertFalse(BudgetsExtension.renews(null));
    assertFalse(BudgetsExtension.renews(""));
  }

  @Test
  void saysInTheReportWhatFiguresAre() throws IOException {
    measure("alloc-b=1, partial, estimated");
    assertTrue(lastRow().endsWith("| ok; partial: until the answer left; estimated |"), lastRow());
  }
}
