// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.Publication;
import io.xfootprint.reading.PublicationSource;
import io.xfootprint.settings.ReportSettings.WellKnown;
import io.xfootprint.store.TotalsStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URI;
import java.time.InstantSource;
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

  /** A day: what is over changes only where an instance writes late. */
  private static final String CACHING = "public, max-age=86400";

  private static final Pattern PERIOD =
      Pattern.compile("[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?");

  /** Far more than the figures are exact to, and enough to add up days to a month. */
  private static final MathContext DIGITS = new MathContext(6);

  private final WellKnown settings;
  private final Provenance setup;
  private final PublicationSource publications;
  private final Kept answers = new Kept();

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

  /** Returns whether a period is written in one of the three forms. */
  static boolean isPeriod(String text) {
    return PERIOD.matcher(text).matches();
  }

  /** Returns whether the document names this address of ours as the one of its method. */
  boolean namesMethod(String path) {
    URI method = settings.methodology();
    // On the host that is published a proxy may have taken away the beginning of the path.
    return method.getPath().equals(path)
        || (method.getPath().endsWith(path) && settings.target().equals(method.getAuthority()));
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
    return publications.latest().flatMap(each -> answer(each, subject, period, granularity));
  }

  private Optional<Representation> answer(
      Publication published,
      String subject,
      @Nullable String period,
      @Nullable String granularity) {
    SortedMap<String, Sums> figures = published.of(subject);
    String whole = period == null ? latest(figures) : period;
    int slice = sliceLength(granularity);
    boolean isSliced = slice > whole.length();
    List<String> periods = isSliced ? slices(figures, whole, slice) : List.of(whole);
    if (!figures.keySet().containsAll(periods) || periods.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        answers.of(
            subject + ' ' + whole + ' ' + slice,
            published,
            () -> {
              List<JsonObject> objects =
                  periods.stream().map(each -> object(published, subject, each)).toList();
              return Representation.of(
                      TYPE, JsonObject.text(isSliced ? objects : objects.get(0), false))
                  .cached(CACHING);
            }));
  }

  /** Returns the length of the names of the periods that are asked for; 0 for one period. */
  private static int sliceLength(@Nullable String granularity) {
    return "daily".equals(granularity)
        ? Publication.DAY_LENGTH
        : "monthly".equals(granularity) ? Publication.MONTH_LENGTH : 0;
  }

  /** Returns the latest periods of a length within a longer one. */
  private static List<String> slices(SortedMap<String, Sums> figures, String whole, int length) {
    List<String> slices =
        figures.keySet().stream()
            .filter(each -> each.length() == length && each.startsWith(whole + "-"))
            .toList();
    return slices.subList(Math.max(0, slices.size() - MOST_OBJECTS), slices.size());
  }

  /** Returns the last completed month; the last completed day of an application that is younger. */
  private static String latest(SortedMap<String, Sums> figures) {
    return last(figures, Publication.MONTH_LENGTH)
        .or(() -> last(figures, Publication.DAY_LENGTH))
        .orElse("");
  }

  private static Optional<String> last(SortedMap<String, Sums> figures, int length) {
    return figures.keySet().stream()
        .filter(each -> each.length() == length)
        .reduce((earlier, later) -> later);
  }

  /** Returns an object of the draft: its mandatory members, and the extended ones. */
  private JsonObject object(Publication published, String subject, String period) {
    Sums figures = published.of(subject).getOrDefault(period, Sums.NONE);
    BigInteger requests = figures.get(Metric.REQUESTS);
    BigInteger picograms = figures.get(Metric.EMISSIONS_PICOGRAMS);
    boolean isOrigin = subject.equals(Publication.ORIGIN);
    JsonObject object =
        new JsonObject()
            .put("version", "2.0")
            .put("updated", published.updated())
            .put("capabilities", "extended")
            .put("provider", settings.provider())
            .put(
                "measurement-method", setup.isMetered() ? "hardware-metered" : "hardware-estimated")
            .put("methodology-uri", settings.methodology().toString())
            .put("reporting-period", period)
            .put("target", isOrigin ? settings.target() : subject)
            .put("target-type", isOrigin ? "origin" : "path")
            .put("energy-consumption", kilowattHours(figures.get(Metric.ENERGY_NANOJOULES)))
            .put("energy-unit", "kWh")
            .put("carbon-footprint", Quantity.grams(picograms).round(DIGITS))
            .put("carbon-unit", "gCO2e")
            .put("carbon-accounting", "location-based");
    if (requests.signum() > 0) {
      object
          .put("sci-score", Quantity.grams(picograms.divide(requests)).round(DIGITS))
          .put("functional-unit", "per-request");
    }
    return object;
  }

  private static BigDecimal kilowattHours(BigInteger nanojoules) {
    return new BigDecimal(nanojoules).divide(Quantity.NANOJOULES_PER_KILOWATT_HOUR, DIGITS);
  }
}
