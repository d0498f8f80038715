// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * What people see of the demo in a real Chromium. Skipped where there is none on the path, or
 * nothing that drives it. Pictures of what it shows stay in {@code target/screenshots}.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportIT {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int NARROW = 360;
  private static final int MIDDLE = 800;
  private static final int WIDE = 1600;

  @TempDir private static Path folder;

  // For all tests, as each takes seconds to start.
  private ShopProcess shop;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Browser.isThere(), "needs chromium and chromedriver");
    if (browser == null) {
      shop = startShop();
      browser = Browser.start(Files.createDirectory(folder.resolve("profile")), SCREENSHOTS);
      runAll();
    }
    browser.openNewPage(shop.url());
  }

  private static ShopProcess startShop() throws Exception {
    Path home = Files.createTempDirectory(folder, "shop");
    return ShopProcess.start(
        ShopServer.unpack(home.resolve("war")),
        Map.of(
            "store",
            "jdbc:h2:file:" + home.resolve("totals"),
            "store.interval",
            "1s",
            "window",
            "1s",
            "tenant",
            "path:1",
            "report.tenants",
            "true"));
  }

  /** Opens the demo and runs all of its routes, each once. */
  private void runAll() throws Exception {
    browser.open(shop.url() + "/");
    browser.click("#run-all");
    browser.await(
        "[...document.querySelectorAll('#routes > li')].every(r => r.querySelector('.status'))");
    // The shop has a route that finds nothing and one that fails, to show what they cost.
    List<String> wanted = browser.consoleErrors();
    assertEquals(2, wanted.size(), wanted::toString);
    assertTrue(
        wanted.stream().anyMatch(error -> error.contains("/orders/9999 ")), wanted::toString);
    assertTrue(wanted.stream().anyMatch(error -> error.contains("/fail ")), wanted::toString);
    assertNothingWentWrong();
  }

  @AfterAll
  void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (shop != null) {
      shop.close();
    }
  }

  private void openReport(ShopProcess shop) throws Exception {
    browser.open(shop.url() + "/footprint/");
    browser.await("document.querySelectorAll('.chart canvas').length === 2");
  }

  /** Opens the demo, whose routes have run, and follows the badge. */
  private void followTheBadge() throws Exception {
    browser.open(shop.url() + "/");
    browser.await("document.querySelector('.badge img').naturalWidth > 150");
    browser.click(".badge a");
    browser.await("document.querySelectorAll('.chart canvas').length === 2");
    browser.await("document.querySelectorAll('#routes tbody tr').length > 7");
  }

  private static String cell(String route, int column) {
    return "[...document.querySelectorAll('#routes tbody tr')].filter(r =>"
        + " r.children[0].innerText.trim() === '%s').map(r => r.children[%d].innerText)[0]"
            .formatted(route, column);
  }

  private void assertNothingWentWrong() throws Exception {
    assertNothingWentWrong(shop);
  }

  private void assertNothingWentWrong(ShopProcess shop) throws Exception {
    assertEquals(List.of(), browser.consoleErrors());
    List<String> requests = browser.requests();
    assertFalse(requests.isEmpty());
    for (String address : requests) {
      assertTrue(
          address.startsWith(shop.url() + "/")
              || address.startsWith("data:")
              || address.startsWith("chrome:"),
          address);
    }
  }

  @Test
  void showsTheRoutesOfTheDemoWithGrowingFigures() throws Exception {
    followTheBadge();
    Set<String> routes = new HashSet<>(browser.texts("#routes tbody th"));
    for (String route :
        List.of("GET /search", "POST /login", "GET /feed", "GET /reports/sales.csv")) {
      assertTrue(routes.contains(route), routes::toString);
    }
    assertEquals("1", browser.script(cell("GET /search", 1)));
    Object energy = browser.script(cell("GET /search", 4));
    for (int i = 0; i < 20; i++) {
      Visit.SEARCH.at(shop.url());
    }
    // By itself.
    browser.await(cell("GET /search", 1) + " === '21'");
    assertNotEquals(energy, browser.script(cell("GET /search", 4)));
    assertNothingWentWrong();
  }

  @Test
  void sortsTheTableByClickAndByKey() throws Exception {
    followTheBadge();
    for (int i = 0; i < 3; i++) {
      Visit.ORDER.at(shop.url());
    }
    browser.click("a[data-sort='requests']");
    browser.await("document.querySelector('th.requests, th[aria-sort=descending]') !== null");
    browser.await(sortOf("requests") + " === 'descending'");
    assertEquals(
        sorted(Comparator.reverseOrder()), numbers(), () -> browser.texts("#routes").toString());
    browser.press("a[data-sort='requests']", Keys.ENTER);
    browser.await(sortOf("requests") + " === 'ascending'");
    assertEquals(sorted(Comparator.naturalOrder()), numbers());
    assertTrue(browser.address().contains("sort=requests"));
    browser.click("a[data-sort='route']");
    browser.await(sortOf("route") + " !== 'none'");
    List<String> names = browser.texts("#routes tbody th");
    assertEquals(names.stream().sorted().toList(), names);
    assertNothingWentWrong();
  }

  private static String sortOf(String column) {
    return "document.querySelector('a[data-sort=%s]').closest('th').getAttribute('aria-sort')"
        .formatted(column);
  }

  private List<Long> numbers() {
    return browser.texts("#routes tbody td:nth-child(2)").stream()
        .map(text -> Long.valueOf(text.replaceAll("[^0-9]", "")))
        .toList();
  }

  private List<Long> sorted(Comparator<Long> order) {
    return numbers().stream().sorted(order).toList();
  }

  @Test
  void switchesThePeriodAndComesBack() throws Exception {
    followTheBadge();
    for (String span : List.of("hour", "month", "year", "all")) {
      browser.click("a[data-span='" + span + "']");
      browser.await("document.getElementById('report').dataset.span === '" + span + "'");
      browser.await("document.querySelectorAll('.chart canvas').length === 2");
      assertEquals("page", browser.attribute("a[data-span='" + span + "']", "aria-current"));
      assertTrue(browser.texts("#routes tbody th").contains("GET /search"));
    }
    browser.goBack();
    browser.await("document.getElementById('report').dataset.span === 'year'");
    assertNothingWentWrong();
  }

  /** By the form alone, as a browser without script would send it. */
  @Test
  void showsTheDaysThatAreChosen() throws Exception {
    followTheBadge();
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    for (String field : List.of("from", "to")) {
      browser.script(
          "document.querySelector('.days input[name=" + field + "]').value = '" + today + "'");
    }
    browser.click(".days button");
    browser.await(
        "document.getElementById('report').dataset.span === '%1$s/%1$s'".formatted(today));
    browser.await("document.querySelectorAll('.chart canvas').length === 2");
    assertTrue(browser.address().contains("from=" + today + "&to=" + today));
    assertTrue(browser.texts("#routes tbody th").contains("GET /search"));
    // The links to spans lead back, and the renewed page stays what it is.
    browser.click("a[data-span='hour']");
    browser.await("document.getElementById('report').dataset.span === 'hour'");
    assertNothingWentWrong();
  }

  @Test
  void isDarkWhenItIsToldSoAndStaysSo() throws Exception {
    followTheBadge();
    Object light = browser.script("getComputedStyle(document.body).backgroundColor");
    browser.click("#theme");
    browser.click("#theme");
    assertEquals("dark", browser.attribute("html", "data-theme"));
    Object dark = browser.script("getComputedStyle(document.body).backgroundColor");
    assertNotEquals(light, dark);
    openReport(shop);
    assertEquals(dark, browser.script("getComputedStyle(document.body).backgroundColor"));
    assertNothingWentWrong();
  }

  /** Every view, narrow and wide, light and dark: nothing overflows, nothing is hard to use. */
  @Test
  void canBeReadByEverybodyOnAnyScreen() throws Exception {
    followTheBadge();
    for (String theme : List.of("light", "dark")) {
      browser.click("#theme");
      assertEquals(theme, browser.attribute("html", "data-theme"));
      for (int width : List.of(NARROW, MIDDLE, WIDE)) {
        assertFits("report-" + theme + "-" + width, width);
      }
    }
    // By key, and in the colours that were chosen on the page before.
    browser.press("#routes tbody th a", Keys.ENTER);
    browser.await("document.querySelectorAll('svg.bars rect').length > 0");
    assertEquals("dark", browser.attribute("html", "data-theme"));
    for (int width : List.of(NARROW, WIDE)) {
      assertFits("route-" + width, width);
    }
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    browser.open(
        shop.url() + "/footprint/compare?before-from=2026-01-01&from=" + today + "&to=" + today);
    browser.await("document.querySelectorAll('.compared tbody tr').length > 7");
    for (int width : List.of(NARROW, WIDE)) {
      assertFits("compare-" + width, width);
    }
    browser.open(shop.url() + "/footprint/statement");
    for (int width : List.of(NARROW, WIDE)) {
      assertFits("statement-" + width, width);
    }
    browser.open(shop.url() + "/footprint/tenants");
    browser.await("document.querySelectorAll('.tenants tbody tr').length > 3");
    for (int width : List.of(NARROW, WIDE)) {
      assertFits("tenants-" + width, width);
    }
    browser.press(".tenants tbody a", Keys.ENTER);
    browser.await("document.querySelector('#tenant') !== null");
    for (int width : List.of(NARROW, WIDE)) {
      assertFits("tenant-" + width, width);
    }
    browser.open(shop.url() + "/footprint/what-if");
    for (int width : List.of(NARROW, WIDE)) {
      assertFits("what-if-" + width, width);
    }
    browser.open(shop.url() + "/footprint/methodology");
    for (int width : List.of(NARROW, WIDE)) {
      assertFits("methodology-" + width, width);
    }
    browser.open(shop.url() + "/");
    browser.await("document.querySelector('.badge img').naturalWidth > 150");
    assertFits("demo-" + WIDE, WIDE);
    assertNothingWentWrong();
  }

  private void assertFits(String name, int width) throws Exception {
    browser.resize(width);
    // Charts are drawn anew.
    browser.await(
        "[...document.querySelectorAll('.chart canvas')].every(c => c.clientWidth <= "
            + width
            + ")");
    browser.picture(name);
    assertEquals((long) width, browser.script("document.documentElement.scrollWidth"), name);
    assertEquals(List.of(), browser.seriousIssues(), name);
  }

  /** Nobody who reads or types is disturbed by the updates, and they can be paused. */
  @Test
  void keepsTheFocusWhenItUpdatesAndCanBePaused() throws Exception {
    browser.stopTheClock();
    openReport(shop);
    browser.press(".skip", Keys.ENTER);
    browser.await("document.activeElement.id === 'report'");
    browser.script("(window.before = document.getElementById('report')) && null");
    browser.tick();
    browser.await("document.getElementById('report') !== window.before");
    assertEquals("report", browser.script("document.activeElement.id"));
    browser.press("summary", Keys.ENTER);
    browser.await("document.querySelector('details').open");
    browser.script("(window.before = document.getElementById('report')) && null");
    browser.tick();
    browser.await("document.getElementById('report') !== window.before");
    assertEquals("SUMMARY", browser.script("document.activeElement.tagName"));
    assertEquals(true, browser.script("document.querySelector('details').open"));
    browser.click("#pause");
    browser.await("document.getElementById('live-text').textContent === 'paused'");
    browser.click("#pause");
    browser.await("document.getElementById('live-text').textContent === 'updates by itself'");
    assertNothingWentWrong();
  }

  /** An application that nothing was asked of yet. */
  @Test
  void looksRightWhenThereIsNothingYet() throws Exception {
    try (ShopProcess empty = startShop()) {
      openReport(empty);
      browser.picture("report-empty");
      assertEquals(List.of(), browser.seriousIssues());
      assertNothingWentWrong(empty);
    }
    try (Stream<Path> pictures = Files.list(SCREENSHOTS)) {
      assertTrue(pictures.findAny().isPresent());
    }
  }
}
