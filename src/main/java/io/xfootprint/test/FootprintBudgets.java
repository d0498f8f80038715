// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a parameter {@link Budgets}, with which they hold what requests cost
 * against a budget or against a baseline. On a method it counts instead of that of the class. JUnit
 * 5.10 or later is needed.
 *
 * <pre>{@code
 * @FootprintBudgets
 * class ShopBudgetTest {
 *   @Test
 *   void ordersKeepToTheirBaseline(Budgets budgets) {
 *     budgets
 *         .measure("GET /orders/{id}", () -> get("/orders/1001").header("X-Footprint"))
 *         .keepsToBaseline();
 *   }
 * }
 * }</pre>
 *
 * <p>With the system property {@code -Dfootprint-baseline=renew} tests write what they find into
 * the baseline, and do not compare. Paths start at the working directory of the tests.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BudgetsExtension.class)
public @interface FootprintBudgets {

  /** Returns the file with the costs that are compared with, which belongs to the sources. */
  String baseline() default "src/test/resources/footprint-baseline.json";

  /** Returns the file for the table of all routes that are measured, in Markdown. */
  String report() default "target/footprint-budgets.md";

  /**
   * Returns the number of requests, after those for warming up, whose medians count; at least 1.
   */
  int requests() default 30;

  /**
   * Returns the per cent by which a route may allocate more than in the baseline. The default is
   * above what the JVM's second compiler has moved bytes by, which was at most 4 %.
   */
  double allocationLimit() default 5;

  /**
   * Returns the per cent by which a route may use more CPU time than in the baseline; infinite, as
   * by default, where CPU time is only reported. The medians of equal builds were up to 2.1 times
   * each other.
   */
  double cpuLimit() default Double.POSITIVE_INFINITY;
}
