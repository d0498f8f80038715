// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A chart of bars with a mark here and there, as sizes for the template. They are attributes of SVG
 * and no styles, which the page forbids itself. It needs no script; the table below has its
 * figures.
 */
final class BarChart {

  /** Of the view box. It is stretched to the width of the page, so only proportions count. */
  private static final double WIDTH = 1000;

  private static final double HEIGHT = 100;

  /** Part of a step that its bar takes. */
  private static final double FILLED = 0.8;

  /** What can be seen of a bar that is no nothing. */
  private static final double LEAST = 1;

  /**
   * A step of the chart.
   *
   * @param title what a visitor reads who points at it
   * @param amount at least 0; NaN if not known, and then there is no bar
   * @param mark what began in it; empty if nothing did
   */
  record Bar(String title, double amount, String mark) {}

  private BarChart() {}

  /**
   * Returns the values of the template.
   *
   * @param kind names its colour
   * @param most the highest amount, as text
   */
  static Map<String, Object> of(String kind, String title, String most, List<Bar> bars) {
    double highest =
        bars.stream().mapToDouble(Bar::amount).filter(Double::isFinite).max().orElse(0);
    double step = WIDTH / Math.max(1, bars.size());
    List<Map<String, Object>> shapes = new ArrayList<>();
    List<Map<String, Object>> marks = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      if (bar.amount() > 0) {
        double height = Math.max(LEAST, HEIGHT * bar.amount() / highest);
        shapes.add(
            Map.of(
                "x", PageText.hundredths((i + (1 - FILLED) / 2) * step),
                "y", PageText.hundredths(HEIGHT - height),
                "width", PageText.hundredths(FILLED * step),
                "height", PageText.hundredths(height),
                "title", bar.title()));
      }
      if (!bar.mark().isEmpty()) {
        marks.add(Map.of("x", PageText.hundredths(i * step), "title", bar.mark()));
      }
    }
    return Map.of("kind", kind, "title", title, "most", most, "bars", shapes, "marks", marks);
  }
}
