// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.log.TestLog;
import io.xfootprint.log.TotalsLog;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.settings.LogSettings;
import io.xfootprint.upstream.UpstreamSum;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the log, held against what the code writes. */
class LogPageTest {

  private static final String TOP = "# The log lines";
  private static final String ALL = "## All keys";
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9_]+)=(\"[^\"]*\"|[-0-9.]+|true)( |$)");

  private static final EnergyMethod METERED =
      new EnergyMethod("measured", Methods.MODEL.uncertainty(), 42);

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/log.md");

  private static List<String> keys(String line) {
    return KEY.matcher(line).results().map(result -> result.group(1)).toList();
  }

  /** Returns the lines for books of which all is known, and with each kind of request. */
  private static List<String> written(
      LogSettings settings, boolean withOddRequests, OtherInstances elsewhere) {
    Ledger ledger = new Ledger(1, System::nanoTime);
    ledger.setOtherInstances(elsewhere);
    Route route = new Route("GET", "/orders/*");
    Footprint cost = new Footprint(1_000_000, 1_000_000, 1_000_000, 1_000, 1_000_000);
    ledger.countRequest(route, true, true, withOddRequests);
    if (withOddRequests) {
      ledger.countRequest(route, false, true, false);
      // The second takes the one place of the first.
      for (String tenant : List.of("acme", "globex")) {
        ledger.line(route, tenant).countRequest(cost, true, true, false);
      }
      ledger.line(route).addUpstream(new UpstreamSum(1, 1, 1, 1_000, 1_000));
    }
    ledger.add(route, cost);
    EnergyMethod method = withOddRequests ? METERED : Methods.MODEL;
    ledger.closeWindow(
        new WindowCost(method, Methods.GRID, cost.plus(cost), 1_000, 1, cost, cost, cost));
    return logged(() -> new TotalsLog("shop", settings).accept(ledger.snapshot()));
  }

  private static List<String> logged(Runnable work) {
    try (CapturedLog lines = CapturedLog.of(TotalsLog.LOGGER, Level.INFO)) {
      work.run();
      return lines.messages();
    }
  }

  @Test
  void showsLogLinesWithTheKeysThatAreWritten() {
    assertShows(TOP, TestLog.SHORT);
    assertShows(ALL, TestLog.DETAILED);
    // It is the same block.
    for (String line : List.of("route=", "app=")) {
      List<String> all = page.code(ALL, line);
      List<String> shortened = page.code(TOP, line);
      assertEquals(all.size(), shortened.size());
      for (int i = 0; i < all.size(); i++) {
        assertTrue(all.get(i).startsWith(shortened.get(i) + " "), all.get(i));
      }
    }
  }

  private void assertShows(String heading, LogSettings settings) {
    // The demo keeps its totals in a file.
    List<String> written = written(settings, false, OtherInstances.of(Statement.NONE, 0, Set.of()));
    List<String> routes = page.code(heading, "route=");
    List<String> app = page.code(heading, "app=");
    assertEquals(1, app.size());
    assertEquals(keys(written.get(written.size() - 1)), keys(app.get(0)));
    assertTrue(routes.size() > 1, "only " + routes);
    routes.forEach(line -> assertEquals(keys(written.get(0)), keys(line)));
  }

  @Test
  void saysWhichKeysTheDetailAdds() {
    Set<String> always = new TreeSet<>(keysOfAll(TestLog.SHORT));
    Set<String> added = new TreeSet<>(keysOfAll(TestLog.DETAILED));
    added.removeAll(always);
    Set<String> told = new TreeSet<>();
    for (MarkdownPage.Cells row : page.table("## Keys")) {
      if (row.text("detail").equals("full")) {
        told.addAll(List.of(row.text("key").split(", ", -1)));
      }
    }
    assertEquals(added, told);
  }

  /** The sums of a block can be followed by hand, as far as its figures are rounded. */
  @Test
  void showsRoutesWhoseFullAddsUpToTheApplications() {
    for (String key : List.of("energy_j", "co2e_mg", "full_j", "full_co2e_mg", "full_low_j")) {
      double sum = page.code(ALL, "route=").stream().mapToDouble(line -> figure(line, key)).sum();
      assertEquals(figure(page.code(ALL, "app=").get(0), key), sum, 0.0021, key);
    }
  }

  private static double figure(String line, String key) {
    return KEY.matcher(line)
        .results()
        .filter(pair -> pair.group(1).equals(key))
        .mapToDouble(pair -> Double.parseDouble(pair.group(2)))
        .findFirst()
        .orElseThrow();
  }

  /** The three answers to what a request costs. */
  @Test
  void dividesTheFiguresOfItsBlock() {
    String search = page.code(TOP, "route=").get(0);
    String app = page.code(TOP, "app=").get(0);
    List<Double> answers =
        List.of(
            figure(search, "co2e_mg") / figure(search, "requests"),
            figure(search, "full_co2e_mg") / figure(search, "requests"),
            figure(app, "full_co2e_mg") / figure(app, "requests"));
    List<MarkdownPage.Cells> told = page.table("## What a request costs, all in");
    assertEquals(answers.size(), told.size());
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(
          String.format(Locale.ROOT, "%.3f mg", answers.get(i)), told.get(i).text("figure"));
    }
    double beyond = 100 * (1 - figure(app, "co2e_mg") / figure(app, "full_co2e_mg"));
    String percent = String.format(Locale.ROOT, "%.0f %% of `full_co2e_mg` was", beyond);
    assertTrue(page.text().contains(percent), percent);
  }

  @Test
  void explainsEachKeyOfTheLogLine() {
    assertEquals(keysOfAll(TestLog.DETAILED), new TreeSet<>(page.names("## Keys", "key")));
  }

  private static Set<String> keysOfAll(LogSettings settings) {
    Set<String> written = new TreeSet<>();
    OtherInstances read = OtherInstances.of(Statement.NONE, 3, Set.of("measured"));
    Stream.of(OtherInstances.NOWHERE, OtherInstances.UNREAD, read)
        .flatMap(elsewhere -> written(settings, true, elsewhere).stream())
        .forEach(line -> written.addAll(keys(line)));
    return written;
  }

  @Test
  void showsTheBlockThatThePageOnMethodExplains() {
    MarkdownPage method = MarkdownPage.read("src/site/markdown/method.md");
    String books = "## The books of an application";
    assertEquals(method.code(books, "app="), page.code(ALL, "app="));
    assertTrue(page.code(ALL, "route=").containsAll(method.code(books, "route=")));
  }
}
