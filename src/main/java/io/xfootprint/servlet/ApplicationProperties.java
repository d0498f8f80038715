// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Settings in the properties of a framework, which hands them over before the filter starts. They
 * are no init-params, which containers show by JMX, and a secret may be among them.
 */
public final class ApplicationProperties {

  private static final String ATTRIBUTE = ApplicationProperties.class.getName();

  private ApplicationProperties() {}

  /**
   * Hands over the settings of an application.
   *
   * @param properties by their whole names, such as {@code footprint.app}
   */
  public static void set(ServletContext context, Map<String, String> properties) {
    // Behind a function, as Jetty shows the texts of attributes by JMX.
    Supplier<Map<String, String>> hidden = () -> properties;
    context.setAttribute(ATTRIBUTE, hidden);
  }

  /** Returns what was handed over; nothing if nobody did. */
  static Map<String, String> of(ServletContext context) {
    Map<String, String> entries = new TreeMap<>();
    if (context.getAttribute(ATTRIBUTE) instanceof Supplier<?> hidden
        && hidden.get() instanceof Map<?, ?> properties) {
      properties.forEach((name, value) -> entries.put(name.toString(), value.toString()));
    }
    return entries;
  }
}
