// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the page, from our own jar: nothing is asked of other hosts, and containers serve
 * none of them by themselves. The build puts those of uPlot there, which draws the charts. Read
 * once; immutable and safe for use by many threads.
 */
final class Assets {

  /** They change with the jar alone; an hour is short enough after an update. */
  private static final String CACHING = "public, max-age=3600";

  private static final String CSS = "text/css;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          "report.css", CSS,
          "report.js", SCRIPT,
          "theme.js", SCRIPT,
          "icon.svg", "image/svg+xml",
          "uPlot.min.css", CSS,
          "uPlot.iife.min.js", SCRIPT);

  private static final Logger log = LoggerFactory.getLogger(Assets.class);

  private final Map<String, Representation> byName = new HashMap<>();

  Assets() {
    TYPES.forEach(this::add);
  }

  private void add(String name, String type) {
    try {
      byName.put(name, Representation.of(type, Templates.resource(name)).cached(CACHING));
    } catch (IOException e) {
      // Without its charts the page still has all figures.
      log.warn("The report lacks {}: {}", name, e.getMessage());
    }
  }

  Optional<Representation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
