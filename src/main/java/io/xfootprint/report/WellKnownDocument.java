// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xfootprint.MonitorSetup;
import io.xfootprint.ReportSettings.WellKnown;
import io.xfootprint.store.StoreException;
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
 * answer, every ten seconds.
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
  private final MonitorSetup setup;
  private final TotalsStore store;
  private final Recent<Optional<Publication>> publication;
  private final LongSupplier nanoTime;
  private volatile Optional<Publication> last = Optional.empty();
  private volatile long readNanoTime;

  WellKnownDocument(
      WellKnown settings,
      MonitorSetup setup,
      TotalsStore store,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.setup = setup;
    this.store = store;
    this.nanoTime = nanoTime;
    publication = new Recent<>(RETRY, nanoTime, () -> publish(clock.instant()));
  }

  private Optional<Publication> publish(Instant now) {
    if (last.isPresent() && nanoTime.getAsLong() - readNanoTime < FRESH.toNanos()) {
      return last;
    }
    try {
      Publication read =
          store.read(history -> Publication.read(history, settings.paths(), now)).value();
      last = Optional.of(read.orUnchanged(last));
      readNanoTime = nanoTime.getAsLong();
    } catch (StoreException e) {
      // What was published before is still true.
    }
    return last;
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
  Optional<Answer> answer(
      @Nullable String target, @Nullable String period, @Nullable String granularity) {
    if (target != null && !settings.paths().contains(target)) {
      return Optional.empty();
    }
    String subject = target == null ? Publication.ORIGIN : target;
    return publication
        .get()
        .flatMap(published -> text(published, subject, period, granularity))
        .map(text -> Answer.of(TYPE, text).cached(CACHING));
  }

  private Optional<String> text(
      Publication published,
      String subject,
      @Nullable String period,
      @Nullable String granularity) {
    SortedMap<String, PublishedFigures> figures = published.of(subject);
    String whole = period == null ? latest(figures) : period;
    int slice =
        "daily".equals(granularity) ? DAY_LENGTH : "monthly".equals(granularity) ? MONTH_LENGTH : 0;
    if (slice <= whole.length()) {
      PublishedFigures ofPeriod = figures.get(whole);
      return ofPeriod == null
          ? Optional.empty()
          : Optional.of(ReportJson.text(out -> write(out, published, subject, whole, ofPeriod)));
    }
    List<String> periods = new ArrayList<>();
    for (String each : figures.keySet()) {
      if (each.length() == slice && each.startsWith(whole + "-")) {
        periods.add(each);
      }
    }
    List<String> told = periods.subList(Math.max(0, periods.size() - MOST_OBJECTS), periods.size());
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ReportJson.text(
                out -> {
                  out.writeStartArray();
                  for (String each : told) {
                    write(
                        out,
                        published,
                        subject,
                        each,
                        figures.getOrDefault(each, PublishedFigures.NONE));
                  }
                  out.writeEndArray();
                }));
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
