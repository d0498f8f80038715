// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Scrapes at times that a test makes up, for a Prometheus that has not started yet. */
final class Backfill {

  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)\\})? (\\S+)$");

  private final StringBuilder text = new StringBuilder();

  /**
   * Adds one sample of a series; those of one series in the order of their times.
   *
   * @param series name and labels
   * @param seconds since 1970
   */
  void add(String series, double value, double seconds) {
    text.append(series)
        .append(' ')
        .append(value)
        .append(' ')
        .append(String.format(Locale.ROOT, "%.3f", seconds))
        .append('\n');
  }

  /**
   * Adds all samples of a scrape.
   *
   * @param labels of the target, such as {@code job="shop"}
   */
  void addScrape(String scrape, String labels, double seconds) {
    for (MatchResult sample : SAMPLE.matcher(scrape).results().toList()) {
      String own = sample.group(2) == null ? "" : sample.group(2) + ",";
      add(sample.group(1) + "{" + own + labels + "}", Double.parseDouble(sample.group(3)), seconds);
    }
  }

  /** Has Prometheus's own tool write them where a server of this folder finds them. */
  void write(Path folder) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("scrapes.txt"), text + "# EOF\n");
    Promtool.run("", "tsdb", "create-blocks-from", "openmetrics", file, Prometheus.data(folder))
        .assertSuccess();
  }
}
