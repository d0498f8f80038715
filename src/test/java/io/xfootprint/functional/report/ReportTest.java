// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.WebApp;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the report says to whom, on a real server. */
class ReportTest {

  private static final String PAGE = "/footprint/";
  private static final String API = "/footprint/api/v1/report";
  private static final String BADGE = "/footprint/badge.";
  private static final String WELL_KNOWN = "/.well-known/sustainability-data";

  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "'\"&<>`{{app}}{{{app}}}",
          "=HYPERLINK(\"http://127.0.0.1/\")",
          "</textarea></table></main>",
          "a, \"b\"\u2028\u202e\ud83d\ude00");

  private static String only(Answer answer, String header) {
    assertEquals(1, answer.all(header).size(), header);
    return answer.all(header).get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
  void onlyReads(String method) throws Exception {
    try (JettyServer server = ReportServer.open("report.badge", "true")) {
      for (String path : List.of(PAGE, API, BADGE + "svg", WELL_KNOWN)) {
        Answer answer = server.send(new SyncCase(method, path, List.of()));
        assertEquals(405, answer.status(), path);
        assertEquals("GET, HEAD", only(answer, "Allow"));
      }
    }
  }

  @Test
  void answersHeadAsGetWithoutABody() throws Exception {
    try (JettyServer server = ReportServer.open("report.badge", "true")) {
      for (String path : List.of(PAGE, API, BADGE + "svg", "/footprint/assets/report.js")) {
        Answer head = server.send(new SyncCase("HEAD", path, List.of()));
        assertEquals(200, head.status(), path);
        assertEquals("", head.body());
        assertTrue(Integer.parseInt(only(head, "Content-Length")) > 100);
        assertEquals(only(server.get(path), "Content-Type"), only(head, "Content-Type"));
      }
    }
  }

  @Test
  void tellsBrowsersToLoadAndToShareNothingElse() throws Exception {
    try (JettyServer server = ReportServer.open("report.badge", "true")) {
      for (String path : List.of(PAGE, API, BADGE + "svg", "/footprint/nothing", WELL_KNOWN)) {
        Answer answer = server.get(path);
        String policy = only(answer, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", only(answer, "X-Content-Type-Options"));
        assertEquals("DENY", only(answer, "X-Frame-Options"));
        assertEquals("no-referrer", only(answer, "Referrer-Policy"));
      }
    }
  }

  /** Nothing in the page itself needs what the policy forbids, and nothing is of another host. */
  @Test
  void hasNoCodeInThePageAndNothingOfOtherHosts() throws Exception {
    try (JettyServer server = ReportServer.open("report.badge", "true")) {
      server.get("/t/small");
      for (String path : List.of(PAGE, "/footprint/methodology", BADGE + "html")) {
        String page = ReportServer.text(server.get(path));
        assertFalse(Pattern.compile("<script(?! src=)").matcher(page).find(), page);
        assertFalse(Pattern.compile("<style|\\sstyle=|\\son[a-z]+=").matcher(page).find(), page);
        assertFalse(Pattern.compile("(src|href)=\"(https?:)?//").matcher(page).find(), page);
      }
    }
  }

  /** All that the script does can be done by links, and charts are tables too. */
  @Test
  void worksWithoutScripts() throws Exception {
    try (JettyServer server = ReportServer.open()) {
      server.get("/t/small");
      server.awaitIdle();
      awaitRequests(server, 1);
      String page = ReportServer.text(server.get(PAGE + "?span=hour&sort=requests"));
      assertTrue(page.contains("<table class=\"series\">"), page);
      assertTrue(
          page.contains(
              "aria-sort=\"descending\"><a"
                  + " href=\"?span&#x3D;hour&amp;sort&#x3D;requests&amp;order"),
          page);
      for (String span : List.of("hour", "day", "month", "year", "all")) {
        assertTrue(page.contains("data-span=\"" + span + "\""), span);
      }
      assertTrue(page.contains("GET /t/*"), page);
    }
  }

  @Test
  void saysThatAnAnswerIsStillTheSame() throws Exception {
    try (JettyServer server = ReportServer.open()) {
      String tag = only(server.get("/footprint/assets/report.js"), "ETag");
      Answer same = server.get("/footprint/assets/report.js", "If-None-Match", "\"x\", W/" + tag);
      assertEquals(304, same.status());
      assertEquals("", same.body());
      assertEquals(tag, only(same, "ETag"));
      assertEquals(
          200, server.get("/footprint/assets/report.js", "If-None-Match", "\"x\"").status());
      assertTrue(sameWithinASecond(server), "no report was the same twice");
    }
  }

  /** A report may be made anew between two requests, but not each time. */
  private static boolean sameWithinASecond(JettyServer server) throws Exception {
    for (int i = 0; i < 20; i++) {
      String tag = only(server.get(API), "ETag");
      if (server.get(API, "If-None-Match", tag).status() == 304) {
        return true;
      }
    }
    return false;
  }

  @Test
  void leadsToTheFolderOfItsPage() throws Exception {
    try (JettyServer server = ReportServer.open()) {
      Answer answer = server.get("/footprint");
      assertEquals(302, answer.status());
      assertTrue(only(answer, "Location").endsWith("/footprint/"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/footprint/../../x",
        "/footprint/assets/../page.html",
        "/footprint/assets/..%2Fpage.html",
        "/footprint/assets/",
        "/footprint/page.html",
        "/footprint/assets/page.html",
        "/footprint/assets/Assets.class",
        "/footprint/api/v2/report",
        "/footprint/api/v1/report/",
        "/footprint/?span=century",
        "/footprint/routes.csv?span="
      })
  void hasNothingElse(String path) throws Exception {
    try (JettyServer server = ReportServer.open()) {
      assertTrue(Set.of(400, 404).contains(server.get(path).status()), path);
    }
  }

  @Test
  void saysThatAQueryCannotBeRead() throws Exception {
    try (JettyServer server = ReportServer.open()) {
      for (String path : List.of(PAGE, API, WELL_KNOWN, "/footprint/methodology")) {
        String answer =
            server.sendRaw(
                "GET "
                    + path
                    + "?span=%zz&target=%80 HTTP/1.1\r\n"
                    + "Host: localhost\r\n"
                    + "Connection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      }
    }
  }

  private static WebApp hostile() {
    return WebApp.at("/")
        .servlet(
            "/n/*",
            (request, response) -> {
              int number = Integer.parseInt(String.valueOf(request.getPathInfo()).substring(1));
              request.setAttribute("footprint.route", HOSTILE.get(number));
              response.getWriter().print("hello");
            });
  }

  @Test
  void showsHostileRoutesAsText() throws Exception {
    try (JettyServer server =
        ReportServer.start(
            hostile(), "report.access", "open", "app", "<b>shop</b>", "report.badge", "true")) {
      for (int i = 0; i < HOSTILE.size(); i++) {
        assertEquals(200, server.get("/n/" + i).status());
      }
      server.awaitIdle();
      String page = ReportServer.text(server.get(PAGE));
      assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), page);
      for (String bad : List.of("<script>", "<img", "</textarea>", "<b>shop", "<title><b>")) {
        assertFalse(page.contains(bad), bad);
      }
      assertTrue(page.contains("{{app}}"), page);
      JsonPath json = JsonPath.from(ReportServer.text(server.get(API)));
      List<String> labels = json.getList("routes.route");
      assertTrue(labels.contains("GET <script>alert(1)</script>"), labels::toString);
      assertTrue(labels.size() >= HOSTILE.size(), labels::toString);
      String csv = ReportServer.text(server.get("/footprint/routes.csv"));
      // No spreadsheet takes a route for a formula.
      assertEquals(labels.size() + 1, csv.split("\r\n", -1).length - 1, csv);
      assertTrue(csv.lines().skip(1).allMatch(line -> line.matches("\"?(GET |\\().*")), csv);
      String yaml = ReportServer.text(server.get("/footprint/impact.yaml"));
      assertFalse(Pattern.compile("(?m)^\\s*<").matcher(yaml).find(), yaml);
      String badge = ReportServer.text(server.get(BADGE + "html"));
      assertTrue(badge.contains("Footprint of &lt;b&gt;shop&lt;"), badge);
      assertFalse(ReportServer.text(server.get("/footprint/methodology")).contains("<b>shop"));
      assertFalse(
          ReportServer.text(server.get("/footprint/methodology?cpu-us=%22%3E%3Cb%3E"))
              .contains("\"><b"));
    }
  }

  /** With a store too, though nothing is written to it before the hour is over. */
  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:h2:mem:seen"})
  void showsRoutesAsSoonAsTheyAreAsked(String store) throws Exception {
    try (JettyServer server =
        store.isEmpty()
            ? ReportServer.open()
            : ReportServer.open("store", store, "store.interval", "1h")) {
      server.get("/t/small");
      server.get("/t/small");
      server.awaitIdle();
      JsonPath first = awaitRequests(server, 2);
      float joules = first.getFloat("routes.find { it.route == 'GET /t/*' }.energy_j");
      assertTrue(joules > 0);
      server.get("/t/small");
      server.awaitIdle();
      JsonPath second = awaitRequests(server, 3);
      assertTrue(second.getFloat("routes.find { it.route == 'GET /t/*' }.energy_j") > joules);
      int all = second.getList("routes.requests", Integer.class).stream().mapToInt(n -> n).sum();
      assertEquals(all, second.getInt("books.requests"));
      assertEquals(all, second.getInt("total.requests"));
      assertEquals(
          all, second.getList("series.requests", Integer.class).stream().mapToInt(n -> n).sum());
    }
  }

  private static JsonPath awaitRequests(JettyServer server, int requests) throws Exception {
    JsonPath report = JsonPath.from(ReportServer.text(server.get(API)));
    // A report is made once a second at most.
    for (int i = 0; i < 500 && requests(report) != requests; i++) {
      Thread.onSpinWait();
      report = JsonPath.from(ReportServer.text(server.get(API)));
    }
    assertEquals(requests, requests(report));
    return report;
  }

  private static int requests(JsonPath report) {
    List<Integer> requests = report.getList("routes.findAll { it.route == 'GET /t/*' }.requests");
    return requests.isEmpty() ? 0 : requests.get(0);
  }

  @Test
  void calculatesWhatTheHeaderSays() throws Exception {
    try (JettyServer server = ReportServer.open("header.digits", "0", "location", "country/DEU")) {
      String header = only(server.get("/t/small"), "X-Footprint");
      String page =
          ReportServer.text(
              server.get(
                  "/footprint/methodology?cpu-us="
                      + Figures.decimal(header, "cpu-us").toPlainString()
                      + "&alloc-b="
                      + Figures.decimal(header, "alloc-b").toPlainString()));
      Matcher shown = Pattern.compile("<pre[^>]*>X-Footprint: ([^<]*)</pre>").matcher(page);
      assertTrue(shown.find(), page);
      String calculated = shown.group(1).replace("&#x3D;", "=");
      assertNear(header, calculated, "energy-uj");
      assertNear(header, calculated, "co2e-ng");
    }
  }

  /** The header may have cut its CPU time to whole us. */
  private static void assertNear(String header, String shown, String key) {
    BigDecimal expected = Figures.decimal(header, key);
    BigDecimal actual = Figures.decimal(shown, key);
    BigDecimal tolerance = expected.movePointLeft(2).max(BigDecimal.ONE);
    assertTrue(
        expected.subtract(actual).abs().compareTo(tolerance) <= 0, header + " is not " + shown);
  }
}
