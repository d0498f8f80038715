// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.model.Footprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DearestRequestsTest {

  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

  private Instant now = START;
  private final DearestRequests dearest = new DearestRequests(true, () -> now);

  private static Footprint cost(long nanojoules) {
    return new Footprint(nanojoules / 2, 100, nanojoules, 0, 1);
  }

  private void offer(long nanojoules) {
    dearest.offer(new Object(), "GET /a", cost(nanojoules));
  }

  private List<Long> energies() {
    return dearest.requests().stream().map(each -> each.cost().energyNanojoules()).toList();
  }

  @Test
  void areTheTwentyThatTookTheMostEnergyOfTheHour() {
    Random random = new Random(5);
    List<Long> all = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      dearest.nextMinute();
      for (int i = 0; i < 100; i++) {
        long energy = 1L + random.nextInt(1_000_000_000);
        all.add(energy);
        offer(energy);
      }
      now = now.plusSeconds(60);
    }
    all.sort(Collections.reverseOrder());
    assertEquals(all.subList(0, 20), energies());
  }

  @Test
  void areForgottenAfterAnHour() {
    offer(900);
    for (int minute = 0; minute <= 60; minute++) {
      dearest.nextMinute();
      now = now.plusSeconds(60);
    }
    offer(5);
    dearest.nextMinute();
    assertEquals(List.of(5L), energies());
  }

  @Test
  void haveTheirRouteAndTime() {
    dearest.offer(new Object(), "GET /search", cost(7));
    assertEquals(List.of(new DearRequest(START, "GET /search", cost(7))), dearest.requests());
  }

  @Test
  void areThereOnceWithWhatTheyCostInTheEnd() {
    Object request = new Object();
    dearest.offer(request, "GET /a", cost(10));
    dearest.offer(request, "GET /a", cost(30));
    offer(20);
    assertEquals(List.of(30L, 20L), energies());
    now = now.plusSeconds(61);
    dearest.nextMinute();
    dearest.offer(request, "GET /a", cost(90));
    assertEquals(List.of(90L, 20L), energies());
    dearest.offer(request, "GET /a", cost(95));
    now = now.plusSeconds(5);
    dearest.offer(request, "GET /a", cost(99));
    assertEquals(START.plusSeconds(61), dearest.requests().get(0).at());
  }

  @Test
  void areNoneOfThoseWhoseEnergyIsNotKnown() {
    offer(-1);
    offer(0);
    assertEquals(List.of(), energies());
  }

  @Test
  void areNotKeptUnlessAskedFor() {
    DearestRequests off = new DearestRequests(false, () -> now);
    off.offer(new Object(), "GET /a", cost(10));
    off.nextMinute();
    assertEquals(List.of(), off.requests());
  }

  @Test
  void areRightWhenManyThreadsOfferThem() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int first = i;
      Thread thread =
          new Thread(
              () -> {
                for (long energy = first + 1L; energy <= 20_000; energy += 4) {
                  offer(energy);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<Long> expected = new ArrayList<>();
    for (long energy = 20_000; energy > 19_980; energy--) {
      expected.add(energy);
    }
    assertEquals(expected, energies());
  }
}
