// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.log.TotalsLog;
import io.xfootprint.model.Coefficients;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.PowerModel.Rung;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.model.WindowCost;
import io.xfootprint.settings.LogFormat;
import io.xfootprint.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the README shows and lists, held against what the code writes and reads. */
class ReadmeTest {

  private static final String TRY_IT = "## Try it";
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9_]+)=(\"[^\"]*\"|[-0-9.]+|true)( |$)");

  private final MarkdownPage readme = MarkdownPage.read("README.md");

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
    Logger logger = (Logger) LoggerFactory.getLogger(TotalsLog.LOGGER);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
    try {
      work.run();
    } finally {
      logger.detachAppender(lines);
      logger.setAdditive(true);
      logger.setLevel(null);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void showsLogLinesWithTheKeysThatAreWritten() {
    // The demo keeps its totals in a file.
    List<String> written = written(false, OtherInstances.of(Statement.NONE, 0, Set.of()));
    List<String> routes = readme.code(TRY_IT, "route=");
    List<String> app = readme.code(TRY_IT, "app=");
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
    assertEquals(
        written, names("## The log lines", "key").collect(Collectors.toCollection(TreeSet::new)));
  }

  private Stream<String> names(String heading, String column) {
    return readme.table(heading).stream()
        .flatMap(row -> Arrays.stream(row.text(column).split(", ", -1)));
  }

  @Test
  void linksToFilesThatAreThere() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
      List<Path> all = Stream.concat(Stream.of(Path.of("README.md")), pages).toList();
      for (Path page : all) {
        Matcher link =
            Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)")
                .matcher(Files.readString(page));
        while (link.find()) {
          Path target = page.toAbsolutePath().resolveSibling(link.group(1));
          assertTrue(Files.exists(target), page + " links to " + link.group(1));
        }
      }
    }
  }

  @Test
  void listsTheSettingsInTheirOrder() {
    assertEquals(
        Arrays.stream(Setting.values()).map(Setting::key).toList(),
        names("## Settings", "name").toList());
  }

  @Test
  void givesTheDefaultOfEmbodiedEmissions() {
    Map<String, String> defaults =
        readme.table("## Settings").stream()
            .collect(Collectors.toMap(row -> row.text("name"), row -> row.text("default")));
    assertEquals(
        "by machine, else " + Coefficients.embodiedGramsPerCpuHour(), defaults.get("embodied"));
    assertEquals("by location, else " + Coefficients.pue(), defaults.get("pue"));
  }

  @Test
  void tellsTheFactorsOfVirtualMachines() {
    Uncertainty known = Uncertainty.of(Rung.MICROARCHITECTURE, true, false);
    Uncertainty unknown = Uncertainty.of(Rung.DEFAULT, true, false);
    String sentence =
        String.format(
            Locale.ROOT,
            "a factor of %.1f either way above idle and %.1f idle, where it is not %.0f and %.0f;",
            known.dynamic().above(),
            known.idle().above(),
            unknown.dynamic().above(),
            unknown.idle().above());
    String text = String.join(" ", readme.lines()).replaceAll(" +", " ");
    assertTrue(text.contains(sentence), sentence);
  }

  @Test
  void showsTheBlockThatThePageOnMethodExplains() {
    MarkdownPage method = MarkdownPage.read("src/site/markdown/method.md");
    String books = "## The books of an application";
    assertEquals(method.code(books, "app="), readme.code(TRY_IT, "app="));
    assertTrue(readme.code(TRY_IT, "route=").containsAll(method.code(books, "route=")));
  }

  @Test
  void linksOnlyToPagesThatExist() {
    Pattern link = Pattern.compile("\\]\\(([a-z/]+\\.md)\\)");
    List<String> pages =
        link.matcher(String.join("\n", readme.lines()))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertTrue(pages.size() > 1, "only " + pages);
    pages.forEach(MarkdownPage::read);
  }
}
