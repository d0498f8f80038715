// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.test.FootprintBudgetsTest.OneRequest;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The extension as JUnit calls it: here by an annotation that has ours on it. */
@OneRequest
class FootprintBudgetsTest {

  private static final Path REPORT = Path.of("target/budgets-test/report.md");

  @FootprintBudgets(
      baseline = "target/budgets-test/no-such-baseline.json",
      report = "target/budgets-test/report.md",
      requests = 1)
  @Retention(RetentionPolicy.RUNTIME)
  @interface OneRequest {}

  private int sent;

  private String header() {
    sent++;
    return "alloc-b=1000";
  }

  @Test
  void givesBudgetsToATest(Budgets budgets) throws IOException {
    budgets.measure("GET /", this::header).allocatesAtMost(1000);
    assertEquals(2 * WarmUp.BLOCK + 1, sent);
    assertTrue(Files.readString(REPORT).contains("| `GET /` | 1.00 kB |"));
  }

  @Test
  @DisabledIfSystemProperty(named = "footprint-baseline", matches = "renew")
  void takesTheBaselineOfTheAnnotation(Budgets budgets) {
    MeasuredRoute route = budgets.measure("GET /missing", this::header);
    String message = String.valueOf(assertThrows(AssertionError.class, route::keepsToBaseline));
    assertTrue(message.contains("target/budgets-test/no-such-baseline.json; it allo"), message);
  }

  @Test
  @FootprintBudgets(report = "target/budgets-test/method.md", requests = 2)
  void takesTheAnnotationOfTheMethodFirst(Budgets budgets) {
    budgets.measure("GET /", this::header);
    assertEquals(2 * WarmUp.BLOCK + 2, sent);
    assertTrue(Files.exists(Path.of("target/budgets-test/method.md")));
  }

  @Test
  void findsTheAnnotationOfTheClassAround() {
    assertEquals(1, BudgetsExtension.annotation(Inside.class).requests());
    assertThrows(IllegalStateException.class, () -> BudgetsExtension.annotation(String.class));
  }

  private static final class Inside {}
}
