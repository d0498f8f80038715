// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xfootprint.Provenance;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.Publication;
import io.xfootprint.reading.PublicationSource;
import io.xfootprint.settings.ReportSettings.WellKnown;
import io.xfootprint.store.TotalsStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
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
 * <p>An answer is kept as long as its figures are the same. Safe for use by many threads.
 */
final class WellKnownDocument {

  static final String PATH = "/.well-known/sustainability-data";
  static final String TYPE = "application/sustainability-data+json";

  /** The draft recommends at most so many objects in an answer; the latest periods are told. */
  private static final int MOST_OBJECTS = 366;

  private static final String CACHING = "public, max-age=86400";

  private static final Pattern PERIOD =
      Pattern.compile("[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?");
  private static final MathContext DIGITS = new MathContext(6);

  /** From nJ to kWh: 3.6e15. */
  private static final BigDecimal NANOJOULES_PER_KILOWATT_HOUR = new BigDecimal("3.6e15");

  private static final int PICO = 12;

  private final WellKnown settings;
  private final Provenance setup;
  private final PublicationSource publications;
  private final Kept<Representation> answers = new Kept<>();

  WellKnownDocument(
      WellKnown settings,
      Provenance setup,
      TotalsStore store,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.setup = setup;
    publications = new PublicationSource(store, settings.paths(), clock, nanoTime);
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
    return publications
        .latest()
        .flatMap(published -> answer(published, subject, period, granularity));
  }

  private Optional<Representation> answer(
      Publication published,
      String subject,
      @Nullable String period,
      @Nullable String granularity) {
    SortedMap<String, Sums> figures = published.of(subject);
    String whole = period == null ? latest(figures) : period;
    int slice =
        "daily".equals(granularity)
            ? Publication.DAY_LENGTH
            : "monthly".equals(granularity) ? Publication.MONTH_LENGTH : 0;
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

  private static List<String> slices(SortedMap<String, Sums> figures, String whole, int length) {
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
    SortedMap<String, Sums> figures = published.of(subject);
    return ReportJson.text(
        out -> {
          if (isArray) {
            out.writeStartArray();
          }
          for (String period : periods) {
            write(out, published, subject, period, figures.getOrDefault(period, Sums.NONE));
          }
          if (isArray) {
            out.writeEndArray();
          }
        });
  }

  /** Returns the last completed month; the last completed day of an application that is younger. */
  private static String latest(SortedMap<String, Sums> figures) {
    String month = "";
    String day = "";
    for (String period : figures.keySet()) {
      if (period.length() == Publication.MONTH_LENGTH) {
        month = period;
      } else if (period.length() == Publication.DAY_LENGTH) {
        day = period;
      }
    }
    return month.isEmpty() ? day : month;
  }

  private void write(
      JsonGenerator out, Publication published, String subject, String period, Sums figures)
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
    out.writeNumber(kilowattHours(figures.get(Metric.ENERGY_NANOJOULES)));
    out.writeStringField("energy-unit", "kWh");
    out.writeFieldName("carbon-footprint");
    out.writeNumber(grams(figures.get(Metric.EMISSIONS_PICOGRAMS)));
    out.writeStringField("carbon-unit", "gCO2e");
    out.writeStringField("carbon-accounting", "location-based");
    if (figures.get(Metric.REQUESTS).signum() > 0) {
      out.writeFieldName("sci-score");
      out.writeNumber(
          grams(figures.get(Metric.EMISSIONS_PICOGRAMS).divide(figures.get(Metric.REQUESTS))));
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
