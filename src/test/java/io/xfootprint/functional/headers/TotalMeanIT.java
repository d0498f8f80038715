// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.TotalFigures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the two headers have to do with one another, on the one container of this JVM. */
class TotalMeanIT {

  private static final long BURNT_NANOS = 2_000_000;
  private static final List<String> HANDLERS = List.of("burn", "allocate", "dispatch", "fail");

  /** In rounds of all handlers: enough that the total's three decimals say something. */
  private static final int ROUNDS = 10;

  /** No container takes so long until a window of 1 s has closed. */
  private static final int MOST_ROUNDS = 2_000;

  /** Each total is rounded to 1 mJ or 1 ug, each figure of a request to 1 uJ or 1 ng. */
  private static final double TOTAL_ROUNDING = 1e-3;

  private static final double REQUEST_ROUNDING = 0.5e-6;

  private static final TotalFigures NOTHING =
      new TotalFigures(
          0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, false);

  @TempDir private static Path folder;

  private final Client client = new Client();
  private double joules;
  private double milligrams;

  private static Map<String, Handler> handlers() {
    return Map.of(
        "burn", (request, response) -> burn(response),
        "allocate",
            (request, response) -> {
              response.getOutputStream().write(new byte[500_000], 0, 1);
              burn(response);
            },
        "dispatch", TotalMeanIT::dispatch,
        "fail", (request, response) -> response.sendError(503),
        "page", (request, response) -> burn(response));
  }

  private static void burn(HttpServletResponse response) throws IOException {
    ThreadClock.burn(BURNT_NANOS);
    response.getOutputStream().print("done");
  }

  private static void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    burn(response);
    if (AsyncHandlers.pass(request) == 1) {
      request.startAsync().dispatch();
    }
  }

  private TotalFigures ask(Container container, String handler) throws Exception {
    Answer answer = client.send(container.port(), new SyncCase("GET", "/t/" + handler, List.of()));
    Figures figures = answer.figures();
    assertTrue(figures.isFinal() && !figures.estimated(), answer::toString);
    joules += figures.energyMicrojoules() / 1e6;
    milligrams += figures.emissionsNanograms() / 1e6;
    return answer.total();
  }

  /** The background of the process and its idle power are in the full figures alone. */
  @Test
  void lessTheFirstTotalIsTheSumOfTheAnswersBetween() throws Exception {
    Map<String, String> settings = Map.of("header.digits", "0", "window", "1s");
    Site site =
        Site.of(folder)
            .gate()
            .servlet("/t/*", HandlerServlet.byName(handlers()))
            .errorPage("/t/page")
            .footprint(settings);
    try (Container container = ContainerKind.ofThisRun().start(site)) {
      TotalFigures first = ask(container, "burn");
      assertEquals(1, first.requests());
      assertSum(1, NOTHING, first);
      joules = 0;
      milligrams = 0;
      TotalFigures last = first;
      int asked = 0;
      int rounds = 0;
      while (rounds < ROUNDS || last.fullJoules().compareTo(last.joules()) <= 0) {
        for (String handler : HANDLERS) {
          TotalFigures next = ask(container, handler);
          assertTrue(next.fullJoules().compareTo(last.fullJoules()) >= 0);
          assertTrue(next.fullMilligrams().compareTo(last.fullMilligrams()) >= 0);
          last = next;
          asked++;
        }
        assertTrue(++rounds < MOST_ROUNDS, "no window closes");
      }
      assertSum(asked, first, last);
      assertTrue(last.fullMilligrams().compareTo(last.milligrams()) > 0);
    }
  }

  private void assertSum(int asked, TotalFigures before, TotalFigures after) {
    assertEquals(before.requests() + asked, after.requests());
    double error = TOTAL_ROUNDING + asked * REQUEST_ROUNDING;
    assertEquals(joules, difference(after.joules(), before.joules()), error);
    assertEquals(milligrams, difference(after.milligrams(), before.milligrams()), error);
  }

  private static double difference(BigDecimal after, BigDecimal before) {
    return after.subtract(before).doubleValue();
  }
}
