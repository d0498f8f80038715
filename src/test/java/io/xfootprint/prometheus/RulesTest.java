// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recording rules and alerts, checked and tried by Prometheus's own tool. */
class RulesTest {

  @BeforeAll
  static void needPrometheus() {
    Promtool.assumeThereIsPrometheus();
  }

  @Test
  void areAccepted() throws Exception {
    Promtool check =
        Promtool.run("", "check", "rules", "--lint-fatal", Shipped.RECORDING_RULES, Shipped.ALERTS);
    check.assertSuccess();
    assertEquals(2, check.output().split("SUCCESS", -1).length - 1, check.output());
  }

  @Test
  void recordAndAlertAsTheirTestsSay() throws Exception {
    Promtool test =
        Promtool.run("", "test", "rules", Path.of("src/test/resources/prometheus/rules-test.yml"));
    test.assertSuccess();
    assertTrue(test.output().contains("SUCCESS"), test.output());
  }
}
