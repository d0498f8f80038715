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
import io.xfootprint.log.TotalsLog;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.settings.LogFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the log, held against what the code writes. */
class LogPageTest {

  private static final String TOP = "# The log lines";
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9_]+)=(\"[^\"]*\"|[-0-9.]+|true)( |$)");

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/log.md");

  private static List<String> keys(String line) {
    return KEY.matcher(line).results().map(result -> result.group(1)).toList();
  }

  /** Returns the lines for books of which all is known, and with each kind of request. */
  private static List<String> written(boolean withOddRequests, OtherInstances elsewhere) {
    Ledger ledger = new Ledger(1, System::nanoTime);
    ledger.setOtherInstances(elsewhere);
    Route route = new Route("GET", "/orders/*");
    Footprint cost = new Footprint(1_000_000, 1_000_000, 1_000_000, 1_000, 1_000_000);
    ledger.countRequest(route, true, true, withOddRequests);
    if (withOddRequests) {
      ledger.countRequest(route, false, true, false);
    }
    ledger.add(route, cost);
    ledger.closeWindow(new WindowCost(Methods.MODEL, cost.plus(cost), 1_000, 1, cost, cost, cost));
    return logged(() -> new TotalsLog("shop", LogFormat.LOGFMT).accept(ledger.snapshot()));
  }

  private static List<String> logged(Runnable work) {
    try (CapturedLog lines = CapturedLog.of(TotalsLog.LOGGER, Level.INFO)) {
      work.run();
      return lines.messages();
    }
  }

  @Test
  void showsLogLinesWithTheKeysThatAreWritten() {
    // The demo keeps its totals in a file.
    List<String> written = written(false, OtherInstances.of(Statement.NONE, 0, Set.of()));
    List<String> routes = page.code(TOP, "route=");
    List<String> app = page.code(TOP, "app=");
    assertEquals(1, app.size());
    assertEquals(keys(written.get(written.size() - 1)), keys(app.get(0)));
    assertTrue(routes.size() > 1, "only " + routes);
    routes.forEach(line -> assertEquals(keys(written.get(0)), keys(line)));
  }

  @Test
  void explainsEachKeyOfTheLogLine() {
    Set<String> written = new TreeSet<>();
    OtherInstances read = OtherInstances.of(Statement.NONE, 3, Set.of("measured"));
    Stream.of(OtherInstances.NOWHERE, OtherInstances.UNREAD, read)
        .flatMap(elsewhere -> written(true, elsewhere).stream())
        .forEach(line -> written.addAll(keys(line)));
    assertEquals(written, new TreeSet<>(page.names("## Keys", "key")));
  }

  @Test
  void showsTheBlockThatThePageOnMethodExplains() {
    MarkdownPage method = MarkdownPage.read("src/site/markdown/method.md");
    String books = "## The books of an application";
    assertEquals(method.code(books, "app="), page.code(TOP, "app="));
    assertTrue(page.code(TOP, "route=").containsAll(method.code(books, "route=")));
  }
}
