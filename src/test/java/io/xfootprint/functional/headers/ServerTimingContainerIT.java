// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our metric among those of the application, on the one container of this JVM. */
class ServerTimingContainerIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final String NAME = "Server-Timing";
  private static final String OURS =
      "footprint;dur=[0-9]+\\.[0-9]{3};desc=\"[0-9.]+ uJ [0-9.]+ ng CO2e\"";

  private static final Map<String, String> ON = Map.of("header.server-timing", "true");

  private static final Client CLIENT = new Client();

  @TempDir private static Path folder;
  private static Container container;
  private static Container withErrorPages;

  @BeforeAll
  static void startContainers() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("static")).resolve("small.txt"), "text");
    container = CONTAINER.start(site(ON));
    withErrorPages = CONTAINER.start(site(ON).errorPage("/t/" + SyncHandlers.ERROR_PAGE));
  }

  @AfterAll
  static void stopContainers() throws Exception {
    container.close();
    withErrorPages.close();
  }

  private static Site site(Map<String, String> settings) {
    Map<String, Handler> all = new HashMap<>(SyncHandlers.all());
    all.put("set", (request, response) -> response.setHeader(NAME, "db;dur=1"));
    all.put(
        "add",
        (request, response) -> {
          response.addHeader(NAME, "db;dur=1");
          response.addHeader(NAME, "cache;desc=\"a, footprint\", total;dur=2");
        });
    all.put(
        "add-after-mark",
        (request, response) -> {
          response.getWriter().printf("text");
          response.addHeader(NAME, "db;dur=1");
          response.addHeader(NAME, "cache");
        });
    all.put(
        "set-after-mark",
        (request, response) -> {
          response.getWriter().printf("text");
          response.setHeader(NAME, "db;dur=1");
        });
    all.put(
        "add-flush",
        (request, response) -> {
          response.addHeader(NAME, "db;dur=1");
          response.getWriter().printf("text");
          response.addHeader(NAME, "cache");
          response.flushBuffer();
          response.getWriter().print("more");
        });
    all.put(
        "upstream",
        (request, response) -> response.setHeader(NAME, "db;dur=1, footprint;dur=99, cache"));
    all.put(
        "reset",
        (request, response) -> {
          response.getWriter().printf("text");
          response.addHeader(NAME, "db;dur=1");
          response.reset();
        });
    all.put(
        "error",
        (request, response) -> {
          response.addHeader(NAME, "db;dur=1");
          response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        });
    all.put(
        "async",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          response.addHeader(NAME, "db;dur=1");
          AsyncHandlers.elsewhere(() -> AsyncHandlers.helloAndComplete(context));
        });
    return Site.of(folder).footprint(settings).servlet("/t/*", HandlerServlet.byName(all));
  }

  private static Answer get(Container from, String path) throws Exception {
    return CLIENT.send(from.port(), new SyncCase("GET", path, List.of()));
  }

  /** Returns the fields, with OURS in place of a metric of ours. */
  private static List<String> timings(Answer answer) {
    return answer.all(NAME).stream().map(field -> field.replaceAll(OURS, "OURS")).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set            | db;dur=1 / OURS",
        "add            | db;dur=1 / cache;desc=\"a, footprint\", total;dur=2 / OURS",
        "add-after-mark | db;dur=1 / cache / OURS",
        "set-after-mark | db;dur=1 / OURS",
        "add-flush      | db;dur=1 / cache / OURS",
        "upstream       | db;dur=1 / cache / OURS",
        "reset          | OURS",
        "async          | db;dur=1 / OURS",
        "small          | OURS",
        "big-one        | OURS",
        "include-flush  | OURS",
        "forward        | OURS",
        "redirect       | OURS",
        "senderror      | OURS",
        "204            | OURS",
        "304            | "
      })
  void standsOnceBehindTheApplicationsOwn(String handler, String expected) throws Exception {
    Answer answer = get(container, "/t/" + handler);
    assertEquals(expected == null ? List.of() : List.of(expected.split(" / ")), timings(answer));
  }

  @Test
  void standsOnFiles() throws Exception {
    assertEquals(List.of("OURS"), timings(get(container, "/static/small.txt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "senderror", "throw"})
  void standsOnErrorPagesOfTheApplication(String handler) throws Exception {
    List<String> timings = timings(get(withErrorPages, "/t/" + handler));
    assertTrue(timings.contains("OURS"), timings::toString);
    assertEquals(1, timings.stream().filter("OURS"::equals).count());
  }

  /** Whether a container keeps an application's header on an error page is its own matter. */
  @Test
  void keepsOfAnErrorPageWhatTheContainerKeeps() throws Exception {
    try (Container plain = CONTAINER.start(site(Map.of("expose", "never")))) {
      List<String> expected = new ArrayList<>(get(plain, "/t/error").all(NAME));
      expected.add("OURS");
      assertEquals(
          String.join(", ", expected), String.join(", ", timings(get(container, "/t/error"))));
    }
  }

  @Test
  void isTheSameFigureAsTheHeader() throws Exception {
    Answer answer = get(container, "/t/small");
    Figures figures = answer.figures();
    String header = answer.all("X-Footprint").get(0);
    assertEquals(
        List.of(
            "footprint;dur=%d.%03d;desc=\"%s uJ %s ng CO2e\""
                .formatted(
                    figures.cpuMicros() / 1000,
                    figures.cpuMicros() % 1000,
                    Figures.decimal(header, "energy-uj").toPlainString(),
                    Figures.decimal(header, "co2e-ng").toPlainString())),
        answer.all(NAME));
  }

  @Test
  void isOffUnlessSetAndShownOnlyToThoseWhoMaySee() throws Exception {
    for (Map<String, String> settings :
        List.of(
            Map.<String, String>of(),
            Map.of("header.server-timing", "true", "expose", "never"),
            Map.of(
                "header.server-timing", "true", "expose", "trusted", "expose.secret", "sesame"))) {
      try (Container other = CONTAINER.start(site(settings))) {
        assertEquals(List.of(), get(other, "/t/small").all(NAME));
        assertEquals(List.of("db;dur=1"), get(other, "/t/set").all(NAME));
      }
    }
  }
}
