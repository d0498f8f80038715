// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code report.access} opens the report to anyone. */
final class OnOpenReport implements Condition {

  private static final String CLOSED = "closed";

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return !context
        .getEnvironment()
        .getProperty("footprint.report.access", CLOSED)
        .strip()
        .equals(CLOSED);
  }
}
