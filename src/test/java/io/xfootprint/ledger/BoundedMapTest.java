// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedMapTest {

  private final BoundedMap<String, Object> map = new BoundedMap<>(2);

  @Test
  void keepsTheFirstValueOfAKey() {
    assertNull(map.get("a"));
    Object first = map.getOrAdd("a", Object::new);
    assertSame(first, map.getOrAdd("a", Object::new));
    assertSame(first, map.get("a"));
  }

  @Test
  void takesNoMoreThanItsBound() {
    Object a = map.getOrAdd("a", () -> "A");
    assertFalse(map.isFull());
    map.getOrAdd("b", () -> "B");
    assertTrue(map.isFull());
    assertNull(map.getOrAdd("c", () -> "C"));
    assertSame(a, map.getOrAdd("a", () -> "another"));
    assertEquals(Map.of("a", "A", "b", "B"), map.entries());
  }

  /** As when another thread is faster: who copies sees that and copies again. */
  @Test
  void losesNothingThatIsAddedMeanwhile() {
    Object outer =
        map.getOrAdd(
            "a",
            () -> {
              map.getOrAdd("b", () -> "B");
              return "A";
            });
    assertEquals("A", outer);
    assertEquals(Map.of("a", "A", "b", "B"), map.entries());
  }

  @Test
  void takesTheValueOfWhoWasFaster() {
    Object outer =
        map.getOrAdd(
            "a",
            () -> {
              map.getOrAdd("a", () -> "first");
              return "second";
            });
    assertEquals("first", outer);
  }
}
