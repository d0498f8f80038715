// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import java.util.Random;

/**
 * Instances whose power changes all the time, some of which are killed and start again. Each is
 * scraped at a moment of its own in the interval, as Prometheus does.
 *
 * @param job its name
 * @param instances number of instances
 * @param restarts how many of them start again, at some time in the middle half
 * @param renames whether those come back under another name, as pods do
 */
record SimulatedFleet(String job, int instances, int restarts, boolean renames) {

  /** Seconds between two scrapes of an instance. */
  static final int INTERVAL = 30;

  /** How long the fleet is looked at. */
  static final int SECONDS = 20 * 60;

  private static final double MAX_WATTS = 20;

  /** The most energy in J that an instance uses between two scrapes. */
  static final double MOST_BETWEEN_SCRAPES = MAX_WATTS * INTERVAL;

  private static final int SECONDS_OF_A_LOAD = 7;

  /**
   * What the instances used.
   *
   * @param joules all of it
   * @param unseen of it after the last scrape before an end, and, if that comes under another name,
   *     before the first one after a start
   */
  record Truth(double joules, double unseen) {}

  /** Writes what scrapes see of the time from a start, and of an interval on both sides of it. */
  Truth simulate(Backfill scrapes, long start) {
    Random random = new Random(17);
    double joules = 0;
    double unseen = 0;
    for (int number = 0; number < instances; number++) {
      Instance instance = new Instance(number, random);
      for (int second = -INTERVAL; second < SECONDS + INTERVAL; second++) {
        instance.live(second, start, scrapes);
      }
      joules += instance.used;
      unseen += instance.unseen;
    }
    return new Truth(joules, unseen);
  }

  /** One instance, which lives second by second. */
  private final class Instance {

    private final Random random;
    private final int offset;
    private final int killed;
    private final int back;
    private String name;
    private double routeJoules;
    private double idleJoules;
    private double routeWatts;
    private double idleWatts;
    private double used;
    private double unseen;
    private double sinceScrape;
    private boolean isNew;

    private Instance(int number, Random random) {
      this.random = random;
      name = "i" + number;
      offset = random.nextInt(INTERVAL);
      killed =
          number < restarts ? SECONDS / 4 + random.nextInt(SECONDS / 2) : Integer.MAX_VALUE / 2;
      back = killed + 1 + random.nextInt(2 * INTERVAL);
      routeJoules = random.nextInt(1_000_000);
      idleJoules = random.nextInt(1_000_000);
    }

    private void live(int second, long start, Backfill scrapes) {
      if (second == killed) {
        unseen += sinceScrape;
      }
      if (second == back) {
        startAgain();
      }
      if (Math.floorMod(second, SECONDS_OF_A_LOAD) == offset % SECONDS_OF_A_LOAD) {
        routeWatts = random.nextDouble() * MAX_WATTS / 2;
        idleWatts = random.nextDouble() * MAX_WATTS / 2;
      }
      if (second >= killed && second < back) {
        return;
      }
      if (Math.floorMod(second, INTERVAL) == offset) {
        scrape(scrapes, (double) start + second);
      }
      routeJoules += routeWatts;
      idleJoules += idleWatts;
      sinceScrape += routeWatts + idleWatts;
      used += second >= 0 && second < SECONDS ? routeWatts + idleWatts : 0;
    }

    private void startAgain() {
      routeJoules = 0;
      idleJoules = 0;
      sinceScrape = 0;
      isNew = true;
      name = renames ? name + "-again" : name;
    }

    private void scrape(Backfill scrapes, double time) {
      String energy =
          "footprint_energy_joules_total{job=\"%s\",instance=\"%s\",line=".formatted(job, name);
      scrapes.add(energy + "\"route\"}", routeJoules, time);
      scrapes.add(energy + "\"idle\"}", idleJoules, time);
      unseen += isNew && renames ? sinceScrape : 0;
      isNew = false;
      sinceScrape = 0;
    }
  }
}
