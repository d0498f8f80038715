// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the page, from our own jar: nothing is asked of other hosts, and containers serve
 * none of them by themselves. Those of uPlot, which draws the charts, are put there by the build.
 * Read once; immutable and safe for use by many threads.
 */
final class Assets {

  private static final String CACHING = "public, max-age=3600";
  private static final String CSS = "text/css;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";

  private static final Logger log = LoggerFactory.getLogger(Assets.class);

  private final Map<String, Representation> byName = new HashMap<>();

  Assets() {
    add("report.css", "report.css", CSS);
    add("report.js", "report.js", SCRIPT);
    add("icon.svg", "icon.svg", "image/svg+xml");
    add("uPlot.min.css", "uPlot.min.css", CSS);
    add("uPlot.iife.min.js", "uPlot.iife.min.js", SCRIPT);
  }

  private void add(String name, String resource, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        // Without its charts the page still has all figures.
        log.warn("{} is not in the jar, so the report lacks it", resource);
        return;
      }
      byName.put(name, Representation.of(type, in.readAllBytes()).cached(CACHING));
    } catch (IOException e) {
      log.warn("{} cannot be read, so the report lacks it", resource, e);
    }
  }

  Optional<Representation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
