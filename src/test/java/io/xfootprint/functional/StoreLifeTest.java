// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.store.StoreTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Applications that come and go, with their totals in a database. */
class StoreLifeTest {

  private static final String APP = "shop";

  /** Lives as long as this JVM. */
  private static String database(String name) {
    return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
  }

  private static WebApp app(String store) {
    return WebApp.ofSyncHandlers()
        .filter(Map.of("app", APP, "store", store, "store.interval", "1s"));
  }

  @Test
  void writesOnceMoreWhenItIsStoppedAndNeverAgain() throws Exception {
    String store = database("stopped");
    try (JettyServer server = JettyServer.start(app(store))) {
      assertEquals(200, server.get("/t/small").status());
    }
    List<StoreTables.Instance> instances = StoreTables.at(store).instances();
    assertEquals(1, instances.size(), instances::toString);
    assertTrue(instances.get(0).ended());
    assertEquals(1, instances.get(0).requests());
  }
}
