// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TenantTableTest {

  /** Many more than chains, so that most chains have some. */
  @Test
  void hasWhatWasAddedAndNotRemoved() {
    TenantTable table = new TenantTable(1);
    Map<String, TenantCounters> truth = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String name = "t" + random.nextInt(60);
      TenantCounters known = truth.get(name);
      assertSame(known, table.get(name));
      if (known == null) {
        TenantCounters added = new TenantCounters(name);
        table.add(added);
        truth.put(name, added);
      } else {
        table.remove(known);
        truth.remove(name);
        assertNull(table.get(name));
      }
      assertEquals(truth.size(), table.size());
    }
    Set<String> seen = new HashSet<>();
    table.forEach(each -> seen.add(each.name()));
    assertEquals(truth.keySet(), seen);
  }

  /** These have one hash. */
  @Test
  void tellsNamesOfOneHashApart() {
    TenantTable table = new TenantTable(100);
    List<String> names = List.of("AaAaAa", "BBBBBB", "AaBBAa", "BBAaBB");
    assertEquals(1, names.stream().map(String::hashCode).distinct().count());
    names.forEach(name -> table.add(new TenantCounters(name)));
    names.forEach(
        name -> {
          TenantCounters found = table.get(name);
          assertEquals(name, found == null ? "" : found.name());
        });
  }

  /** One that stays is found at any time, whatever comes and goes before and behind it. */
  @Test
  void neverLosesOneThatStaysWhileOthersComeAndGo() throws InterruptedException {
    TenantTable table = new TenantTable(1);
    table.add(new TenantCounters("first"));
    table.add(new TenantCounters("stays"));
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicInteger lost = new AtomicInteger();
    Thread reader =
        new Thread(
            () -> {
              while (!isOver.get()) {
                if (table.get("stays") == null || table.get("first") == null) {
                  lost.incrementAndGet();
                }
              }
            });
    reader.start();
    Random random = new Random(8);
    Map<String, TenantCounters> others = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      String name = "t" + random.nextInt(20);
      TenantCounters known = others.remove(name);
      if (known == null) {
        known = new TenantCounters(name);
        others.put(name, known);
        table.add(known);
      } else {
        table.remove(known);
      }
    }
    isOver.set(true);
    reader.join();
    assertEquals(0, lost.get());
  }
}
