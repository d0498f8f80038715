// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.ledger.Statement;
import io.xfootprint.reading.Span;
import io.xfootprint.store.InstanceTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InstancesViewTest {

  private static Map<String, Object> values(int instances, int part) {
    List<InstanceTotal> all =
        IntStream.range(0, instances)
            .mapToObj(
                i ->
                    new InstanceTotal(
                        "web-" + i, "1.0", "model", Instant.EPOCH, Instant.EPOCH, Statement.NONE))
            .toList();
    return new InstancesView(all, PageQuery.of(Span.DAY).withInstances(part)).values();
  }

  private static int shown(Map<String, Object> values) {
    return values.get("instances") instanceof List<?> instances ? instances.size() : -1;
  }

  @Test
  void showsFiftyAtATime() {
    Map<String, Object> second = values(1234, 2);
    assertEquals(50, shown(second));
    assertEquals("51 to 100 of 1234", second.get("instancePages"));
    assertEquals("?span=day&sort=energy", second.get("instancesBefore"));
    assertEquals("?span=day&sort=energy&instances=3", second.get("instancesAfter"));
    Map<String, Object> last = values(1234, 25);
    assertEquals(34, shown(last));
    assertEquals("", last.get("instancesAfter"));
  }

  @Test
  void showsTheLastOnesBeyondTheEnd() {
    assertEquals("101 to 120 of 120", values(120, 9_999_999).get("instancePages"));
    assertEquals("1 to 50 of 120", values(120, -3).get("instancePages"));
  }

  @Test
  void needsNoPagesForAFew() {
    assertEquals(false, values(50, 1).get("hasInstancePages"));
    assertEquals(true, values(2, 1).get("hasInstances"));
    assertEquals(false, values(1, 1).get("hasInstances"));
  }
}
