// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.util.Map;

/**
 * The lines that are logged at one time, and what was read outside when they came.
 *
 * @param routes by name
 * @param app the application's line
 * @param seen what was read outside
 */
public record LoggedBlock(Map<String, LoggedLine> routes, LoggedLine app, Outside seen) {

  /** Before anything is logged. */
  public static final LoggedBlock NONE =
      new LoggedBlock(Map.of(), new LoggedLine(Map.of()), Outside.NOT_READ);

  public LoggedLine route(String name) {
    LoggedLine line = routes.get(name);
    if (line == null) {
      throw new AssertionError(name + " is not in " + routes.keySet());
    }
    return line;
  }

  /** Returns the sum of a number over all routes that have it. */
  public double ofRoutes(String key) {
    return routes.values().stream()
        .filter(line -> line.has(key))
        .mapToDouble(line -> line.number(key))
        .sum();
  }

  /** Returns by how much the sum may be off by what its parts are rounded to. */
  public double roundingOfRoutes(String key) {
    return routes.values().stream()
        .filter(line -> line.has(key))
        .mapToDouble(line -> line.rounding(key))
        .sum();
  }

  /** Returns the energy of all work in J: what of the total does not belong to time. */
  public double workJoules() {
    return app.number("energy_j") + app.number("background_j");
  }

  /** Returns what a number of the application has grown by since an earlier block. */
  public double growth(LoggedBlock earlier, String key) {
    return app.number(key) - earlier.app.number(key);
  }
}
