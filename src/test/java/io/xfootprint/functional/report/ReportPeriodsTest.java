// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days, courses of routes and comparisons, on a real server with a store. */
class ReportPeriodsTest {

  private static final Pattern TO_ROUTE =
      Pattern.compile("<a href=\"(route\\?[^\"]*)\">GET /t/\\*</a>");

  private static JettyServer server;

  private final String today = LocalDate.now(ZoneOffset.UTC).toString();

  @BeforeAll
  static void serve() throws Exception {
    server = ReportServer.open("store", "jdbc:h2:mem:periods;DB_CLOSE_DELAY=-1", "version", "2.0");
    for (int i = 0; i < 3; i++) {
      server.get("/t/small");
    }
    server.awaitIdle();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String get(String address) throws Exception {
    Answer answer = server.get("/footprint/" + address);
    assertEquals(200, answer.status(), address);
    return ReportServer.text(answer);
  }

  private static JsonPath json(String address) throws Exception {
    return JsonPath.from(get(address));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void leadsFromTheNameOfARouteToItsOwnCourse() throws Exception {
    Matcher link = TO_ROUTE.matcher(get("?span=hour"));
    assertTrue(link.find());
    String address = link.group(1).replace("&#x3D;", "=").replace("&amp;", "&");
    String page = get(address);
    assertTrue(page.contains("Footprint of <span class=\"app\">GET /t/*</span>"), page);
    assertTrue(page.contains("<p class=\"figure\">3</p>"), page);
    assertTrue(page.contains("<svg class=\"bars energy\""), page);
    assertTrue(page.contains("<th scope=\"row\" role=\"rowheader\">2.0</th>"), page);
    JsonPath course = json("api/v1/" + address);
    assertEquals("GET /t/*", course.getString("route"));
    assertEquals(3, course.getInt("requests"));
    assertEquals("2.0", course.getString("versions[0].version"));
    assertEquals(3, course.getInt("versions[0].routes[0].requests"));
  }

  @Test
  void showsADayAsTheHoursOfAllInstances() throws Exception {
    String day = "from=" + today + "&to=" + today;
    JsonPath report = json("api/v1/report?" + day);
    assertEquals(3, report.getInt("books.requests"));
    assertEquals("all-instances", report.getString("scope"));
    assertEquals(today + "T00:00:00Z", report.getString("series[0].begin"));
    String page = get("?" + day + "&sort=requests");
    assertTrue(page.contains("name=\"from\" value=\"" + today + "\""), page);
    assertTrue(page.contains("href=\"api/v1/report?from&#x3D;" + today), page);
    assertTrue(page.contains("in this period: " + today), page);
    assertEquals(0, json("api/v1/report?to=2026-01-01").getInt("books.requests"));
    assertEquals(3, json("api/v1/report?from=2026-01-01").getInt("books.requests"));
  }

  /** The store is written at the start, before the first request. */
  @Test
  void saysHowWellItMeasures() throws Exception {
    JsonPath report = json("api/v1/report?span=hour");
    assertEquals(10, report.getFloat("health.store_interval_s"));
    assertTrue(report.getFloat("health.store_age_s") >= 0);
    assertTrue(report.getFloat("health.readings_us") > 0);
    assertEquals(200, report.getInt("health.routes_max"));
    String page = get("?span=hour");
    assertTrue(page.contains("last written "), page);
    assertTrue(page.contains("<dd>3, 0 of them without a known CPU time, 0 estimated"), page);
  }

  @Test
  void putsTwoPeriodsSideBySide() throws Exception {
    // The last two weeks that are over, in which there was nothing.
    String page = get("compare");
    assertTrue(page.contains("<h2 id=\"table-title\">"), page);
    assertTrue(page.contains("Full emissions: not known before, not known after."), page);
    assertFalse(page.contains("GET /t/*"), page);
    String chosen =
        get("compare?before-from=2026-01-01&before-to=2026-01-07&from=" + today + "&to=" + today);
    assertTrue(chosen.contains("2026-01-01 to 2026-01-07 and " + today), chosen);
    assertTrue(chosen.contains("GET /t/*"), chosen);
  }

  @Test
  void comparesNoVersionThatIsNotKnown() throws Exception {
    String unknown = get("compare?version=2.0&before=1.9");
    assertFalse(unknown.contains("table-title"), unknown);
    assertTrue(unknown.contains("One of these two versions is not known now"), unknown);
    assertTrue(get("compare?version=2.0&before=2.0").contains("2.0 and 2.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "route?", "compare?", "api/v1/report?", "api/v1/route?", "routes.csv?"})
  void refusesDaysThatAreNone(String path) throws Exception {
    String query = path.isEmpty() ? "?" : path;
    for (String wrong : List.of("from=2026-02-30", "to=x", "from=" + today + "&to=1")) {
      Answer answer = server.get("/footprint/" + query + wrong);
      assertEquals(400, answer.status(), wrong);
      assertEquals("Days must be such as " + today + ".\n", answer.body());
    }
  }

  @Test
  void makesAStatementOfAMonth() throws Exception {
    String month = today.substring(0, "2026-11".length());
    JsonPath statement = json("api/v1/statement?month=" + month);
    assertEquals(month, statement.getString("month"));
    assertFalse(statement.getBoolean("complete"));
    assertEquals(64, statement.getString("hash").length());
    assertTrue(get("statement").contains("Statement of <span class=\"app\">shop</span>"));
    for (String wrong : List.of("2026-13", "2026", "x")) {
      Answer answer = server.get("/footprint/statement?month=" + wrong);
      assertEquals(400, answer.status(), wrong);
      assertEquals("A month must be such as " + month + ".\n", answer.body());
    }
    assertEquals(404, server.get("/footprint/statement?month=2026-01").status());
  }

  @Test
  void saysThatOnlyAStoreKnowsDays() throws Exception {
    try (JettyServer alone = ReportServer.open()) {
      alone.get("/t/small");
      alone.awaitIdle();
      for (String path : List.of("?", "route?name=GET+%2Ft%2F*&", "api/v1/report?")) {
        Answer answer = alone.get("/footprint/" + path + "from=" + today);
        assertEquals(503, answer.status(), path);
        assertTrue(answer.body().contains("only the setting store keeps the past"), path);
      }
      assertFalse(ReportServer.text(alone.get("/footprint/")).contains("type=\"date\""));
      assertEquals(503, alone.get("/footprint/statement").status());
      assertEquals(200, alone.get("/footprint/compare").status());
      String course = alone.get("/footprint/api/v1/route?span=day&name=GET+%2Ft%2F*").body();
      assertEquals(1, JsonPath.from(course).getInt("requests"));
    }
  }

  /** The policy of the page forbids it scripts and styles of its own. */
  @Test
  void hasNoCodeInThePages() throws Exception {
    for (String path :
        List.of("route?name=GET+%2Ft%2F*", "compare", "compare?version=2.0", "statement")) {
      String page = get(path);
      assertFalse(Pattern.compile("<script(?! src=)").matcher(page).find(), page);
      assertFalse(Pattern.compile("<style|\\sstyle=|\\son[a-z]+=").matcher(page).find(), page);
      assertFalse(Pattern.compile("(src|href)=\"(https?:)?//").matcher(page).find(), page);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'\"&<>`{{app}}{{{app}}}",
        "a, \"b\"\u2028\u202e\ud83d\ude00",
        ""
      })
  void showsAHostileNameAsText(String name) throws Exception {
    String page = get("route?name=" + encoded(name));
    assertTrue(page.contains("No request to it has ended in this period."), page);
    assertFalse(page.contains("<script>"), page);
    assertFalse(page.contains("<img"), page);
    assertEquals(name, json("api/v1/route?name=" + encoded(name)).getString("route"));
    assertEquals(200, server.get("/footprint/compare?version=" + encoded(name)).status());
  }

  @Test
  void searchesForAWordWithoutTheBlanksAroundIt() throws Exception {
    String page = get("?q=+/T/+&span=hour");
    assertTrue(page.contains("GET /t/*"), page);
    assertTrue(page.contains("name=\"q\" value=\"/T/\""), page);
  }

  @Test
  void keepsNoNameThatIsTooLongToBeOne() throws Exception {
    String page = get("route?name=" + "x".repeat(5000));
    assertFalse(page.contains("x".repeat(201)), "too long");
  }
}
