// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes the parameter {@link Budgets} of a test. */
final class BudgetsExtension implements ParameterResolver {

  /** Not {@code footprint.baseline}: the filter takes that for a setting, and does not know it. */
  static final String PROPERTY = "footprint-baseline";

  private static final String RENEW = "renew";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Budgets.class;
  }

  @Override
  public Budgets resolveParameter(ParameterContext parameter, ExtensionContext test) {
    FootprintBudgets wanted =
        AnnotationSupport.findAnnotation(test.getElement(), FootprintBudgets.class)
            .orElseGet(() -> annotation(test.getRequiredTestClass()));
    return new Budgets(
        new BudgetFiles(Path.of(wanted.baseline()), Path.of(wanted.report())),
        wanted.requests(),
        new Limits(wanted.allocationLimit(), wanted.cpuLimit()),
        renews(System.getProperty(PROPERTY)));
  }

  /** Returns the annotation of a class, or else of the one around it. */
  static FootprintBudgets annotation(Class<?> test) {
    for (Class<?> each = test; each != null; each = each.getEnclosingClass()) {
      Optional<FootprintBudgets> found =
          AnnotationSupport.findAnnotation(each, FootprintBudgets.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalStateException(test.getName() + " has no @FootprintBudgets");
  }

  /** Returns whether the value of the property asks to renew the baseline. */
  static boolean renews(@Nullable String value) {
    // Gradle passes on what is not set as an empty text.
    if (value == null || value.isEmpty()) {
      return false;
    }
    if (!value.equals(RENEW)) {
      throw new IllegalArgumentException(
          "system property '" + PROPERTY + "' must be 'renew' or not set, but was '" + value + "'");
    }
    return true;
  }
}
