// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.grid.LiveIntensity;
import io.xfootprint.meter.DaemonThreads;
import io.xfootprint.settings.GridSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that asks a service for the carbon intensity of the moment. Neither the start nor a
 * request waits for it. Its owner closes it.
 */
public final class LiveGrid implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Longest wait for each thread at the stop: a look-up of a name cannot be ended. */
  private static final long STOP_MILLIS = 3_000;

  private static final Logger log = LoggerFactory.getLogger(LiveGrid.class);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final HttpQuestions http;
  private final SharedReadings shared;
  private final Thread thread;

  private LiveGrid(GridSettings settings, LiveIntensity intensity, SharedReadings shared) {
    this.shared = shared;
    InstantSource clock = InstantSource.system();
    http = new HttpQuestions(TIMEOUT, clock);
    Pace pace = new Pace(settings.interval(), new SecureRandom());
    LiveReader reader =
        new LiveReader(
            settings.question(), service(settings), http, intensity, shared, pace, clock);
    thread = new DaemonThreads("x-footprint-grid").newThread(() -> askUntilClosed(reader, pace));
  }

  /**
   * Starts to ask.
   *
   * @param intensity takes what the service tells
   * @param shared with whom it is shared, so that one asks for all
   */
  public static LiveGrid start(
      GridSettings settings, LiveIntensity intensity, SharedReadings shared) {
    LiveGrid grid = new LiveGrid(settings, intensity, shared);
    log.info(
        "The carbon intensity is asked of {} each {} min: {}",
        settings.host(),
        settings.interval().toSeconds() / 60.0,
        intensity.source());
    grid.thread.start();
    return grid;
  }

  static Service service(GridSettings settings) {
    return switch (settings.service()) {
      case ELECTRICITY_MAPS -> new ElectricityMaps(settings);
      case UK -> new UkGrid(settings);
      case WATTTIME -> new WattTime(settings);
      case CARBON_AWARE_SDK -> new CarbonAwareSdk(settings);
      case ADDRESS -> new AnyAddress(settings);
    };
  }

  private void askUntilClosed(LiveReader reader, Pace pace) {
    Optional<Duration> wait = Optional.of(pace.first());
    try {
      while (wait.isPresent() && !stop.await(wait.get().toNanos(), TimeUnit.NANOSECONDS)) {
        wait = ask(reader, pace);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks, whatever that throws: short memory may be over the next time. */
  private static Optional<Duration> ask(LiveReader reader, Pace pace) {
    try {
      return reader.ask();
    } catch (RuntimeException | Error e) {
      return Optional.of(pace.next());
    }
  }

  /** Ends the thread, and the question that it may be asking. */
  @Override
  public void close() {
    stop.countDown();
    shared.abort();
    http.abort();
    try {
      thread.join(STOP_MILLIS);
      http.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
