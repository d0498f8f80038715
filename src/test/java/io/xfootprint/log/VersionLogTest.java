// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.regression.Change;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.settings.LogFormat;
import org.junit.jupiter.api.Test;

class VersionLogTest {

  private static final RouteChange SEARCH =
      new RouteChange(
          "GET /search",
          "1.8.0",
          "1.7.2",
          new Change(0.041, 0.2, false),
          new Change(0.31, 0.99987, true),
          0.068);

  @Test
  void tellsARegressionInALine() {
    assertEquals(
        "regression route=\"GET /search\" version=1.8.0 before=1.7.2 alloc_b=+31% cpu_ms=+4%"
            + " energy_j=+7% confidence=0.999",
        VersionLog.line(SEARCH, LogFormat.LOGFMT));
  }

  @Test
  void tellsItAsJson() {
    assertEquals(
        "{\"event\":\"regression\",\"route\":\"GET /search\",\"version\":\"1.8.0\",\"before\":\"1.7.2\","
            + "\"alloc_b\":\"+31%\",\"cpu_ms\":\"+4%\",\"energy_j\":\"+7%\",\"confidence\":0.999}",
        VersionLog.line(SEARCH, LogFormat.JSON));
  }

  @Test
  void tellsAnImprovementWithoutWhatIsNotKnown() {
    RouteChange change =
        new RouteChange(
            "GET /search",
            "a b\"c\nd",
            "classes-3f2a9c01",
            new Change(Double.NaN, 0, false),
            new Change(-0.2, 0.995, true),
            Double.NaN);
    assertEquals(
        "improvement route=\"GET /search\" version=\"a b?c?d\" before=classes-3f2a9c01 alloc_b=-20%"
            + " confidence=0.995",
        VersionLog.line(change, LogFormat.LOGFMT));
  }
}
