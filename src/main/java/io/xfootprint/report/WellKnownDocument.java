// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xfootprint.Provenance;
import io.xfootprint.reading.ExpiringSupplier;
import io.xfootprint.reading.Publication;
import io.xfootprint.reading.PublishedFigures;
import io.xfootprint.settings.ReportSettings.WellKnown;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import io.xfootprint.store.TotalsStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the application publishes of itself at {@code /.well-known/sustainability-data}, as
 * draft-besleaga-sustainability-wellknown-06 has it: completed days, months and years, and nothing
 * finer; paths only if they are published; no host and no instance.
 *
 * <p>Safe for use by many threads. The store is asked once an hour at most, and while it does not
 * answer, every ten seconds, unless it is still busy with the last question. What was told is kept
 * as long as its figures.
 */
final class WellKnownDocument {

  static final String PATH = "/.well-known/sustainability-data";
  static final String TYPE = "application/sustainability-data+json";

  /** Most objects of an answer, as the draft recommends; the latest periods are told. */
  static final int MOST_OBJECTS = 366;

  private static final String CACHING = "public, max-age=86400";
  private static final Duration FRESH = Duration.ofHours(1);

  /** A store that does not answer is asked again after that. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private static final Pattern PERIOD =
      Pattern.compile("[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?");
  private static final int MONTH_LENGTH = "2026-11".length();
  private static final int DAY_LENGTH = "2026-11-26".length();
  private static final MathContext DIGITS = new MathContext(6);

  /** From nJ to kWh: 3.6e15. */
  private static final BigDecimal NANOJOULES_PER_KILOWATT_HOUR = new BigDecimal("3.6e15");

  private static final int PICO = 12;

  private final WellKnown settings;
  private final Provenance setup;
  private final TotalsStore store;
  private final ExpiringSupplier<Boolean> readings;
  private final Kept<Representation> answers = new Kept<>();
  private final LongSupplier nanoTime;
  private volatile Optional<Publication> last = Optional.empty();
  private volatile long readNanoTime;
  private volatile boolean isReading;

  WellKnownDocument(
      WellKnown settings,
      Provenance setup,
      TotalsStore store,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.setup = setup;
    this.store = store;
    this.nanoTime = nanoTime;
    readings = new ExpiringSupplier<>(RETRY, nanoTime, () -> read(clock.instant()));
  }

  /**
   * Has the figures read unless they are fresh, and waits for them as long as the store lets us. A
   * reading that takes longer goes on, and nobody begins another one meanwhile. Before the clock is
   * set no day is over.
   */
  private boolean read(Instant now) {
    if (isFresh() || isReading || now.isBefore(Provenance.EARLIEST)) {
      return true;
    }
    try {
      return store.read(history -> read(history, now)).value();
    } catch (StoreException e) {
      // What was published before is still true.
      return false;
    }
  }

  private boolean read(TotalsHistory history, Instant now) throws StoreException {
    // Asked again when this process has written meanwhile, which changes nothing that is over.
    if (!isFresh()) {
      isReading = true;
      try {
        last = Optional.of(Publication.read(history, settings.paths(), now).orUnchanged(last));
        readNanoTime = nanoTime.getAsLong();
      } finally {
        isReading = false;
      }
    }
    return true;
  }

  private boolean isFresh() {
    return last.isPresent() && nanoTime.getAsLong() - readNanoTime < FRESH.toNanos();
  }

  /** Tells whether a period is written in one of the three forms. */
  static boolean isPeriod(String text) {
    return PERIOD.matcher(text).matches();
  }

  /**
   * Returns the document; empty if there is nothing to say.
   *
   * @param target a published path, or null for the application
   * @param period a completed period, or null for the last one
   * @param granularity {@code daily} or {@code monthly}; others, and null, are ignored
   */
  Optional<Representation> answer(
      @Nullable String target, @Nullable String period, @Nullable String granularity) {
    if (target != null && !settings.paths().contains(target)) {
      return Optional.empty();
    }
    String subject = target == null ? Publication.ORIGIN : target;
    boolean unused = readings.get();
    return last.flatMap(published -> answer(published, subject, period, granularity));
  }

  private Optional<Representation> answer(
      Publication published,
      String subject,
      @Nullable String period,
      @Nullable String granularity) {
    SortedMap<String, PublishedFigures> figures = published.of(subject);
    String whole = period == null ? latest(figures) : period;
    int slice =
        "daily".equals(granularity) ? DAY_LENGTH : "monthly".equals(granularity) ? MONTH_LENGTH : 0;
    boolean isSliced = slice > whole.length();
    List<String> told = isSliced ? slices(figures, whole, slice) : List.of(whole);
    if (!figures.keySet().containsAll(told) || told.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        answers.of(
            subject + ' ' + whole + ' ' + slice,
            published,
            () ->
                Representation.of(TYPE, text(published, subject, told, isSliced)).cached(CACHING)));
  }

  private static List<String> slices(
      SortedMap<String, PublishedFigures> figures, String whole, int length) {
    List<String> slices = new ArrayList<>();
    for (String each : figures.keySet()) {
      if (each.length() == length && each.startsWith(whole + "-")) {
        slices.add(each);
      }
    }
    return slices.subList(Math.max(0, slices.size() - MOST_OBJECTS), slices.size());
  }

  private String text(
      Publication published, String subject, List<String> periods, boolean isArray) {
    SortedMap<String, PublishedFigures> figures = published.of(subject);
    return ReportJson.text(
        out -> {
          if (isArray) {
            out.writeStartArray();
          }
          for (String period : periods) {
            write(
                out,
                published,
                subject,
                period,
                figures.getOrDefault(period, PublishedFigures.NONE));
          }
          if (isArray) {
            out.writeEndArray();
          }
        });
  }

  /** Returns the last completed month; the last completed day of an application that is younger. */
  private static String latest(SortedMap<String, PublishedFigures> figures) {
    String month = "";
    String day = "";
    for (String period : figures.keySet()) {
      if (period.length() == MONTH_LENGTH) {
        month = period;
      } else if (period.length() == DAY_LENGTH) {
        day = period;
      }
    }
    return month.isEmpty() ? day : month;
  }

  private void write(
      JsonGenerator out,
      Publication published,
      String subject,
      String period,
      PublishedFigures figures)
      throws IOException {
    boolean isOrigin = subject.equals(Publication.ORIGIN);
    out.writeStartObject();
    out.writeStringField("version", "2.0");
    out.writeStringField("updated", published.updated().truncatedTo(ChronoUnit.SECONDS).toString());
    out.writeStringField("capabilities", "extended");
    out.writeStringField("provider", settings.provider());
    out.writeStringField(
        "measurement-method", setup.isMetered() ? "hardware-metered" : "hardware-estimated");
    out.writeStringField("methodology-uri", settings.methodology().toString());
    out.writeStringField("reporting-period", period);
    out.writeStringField("target", isOrigin ? settings.target() : subject);
    out.writeStringField("target-type", isOrigin ? "origin" : "path");
    out.writeFieldName("energy-consumption");
    out.writeNumber(kilowattHours(figures.energyNanojoules()));
    out.writeStringField("energy-unit", "kWh");
    out.writeFieldName("carbon-footprint");
    out.writeNumber(grams(figures.emissionsPicograms()));
    out.writeStringField("carbon-unit", "gCO2e");
    out.writeStringField("carbon-accounting", "location-based");
    if (figures.requests().signum() > 0) {
      out.writeFieldName("sci-score");
      out.writeNumber(grams(figures.emissionsPicograms().divide(figures.requests())));
      out.writeStringField("functional-unit", "per-request");
    }
    out.writeEndObject();
  }

  private static BigDecimal kilowattHours(BigInteger nanojoules) {
    return new BigDecimal(nanojoules).divide(NANOJOULES_PER_KILOWATT_HOUR, DIGITS);
  }

  private static BigDecimal grams(BigInteger picograms) {
    return new BigDecimal(picograms, PICO).round(DIGITS);
  }
}
