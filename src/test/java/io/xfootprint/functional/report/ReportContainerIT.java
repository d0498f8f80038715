// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.TomcatContainer;
import io.xfootprint.report.FootprintServlet;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report, where containers differ: on the one container of this JVM. */
class ReportContainerIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final Map<String, String> LOOPBACK = Map.of("report.access", "loopback");
  private static final String PAGE = "/footprint/";

  @TempDir private static Path folder;

  private static Site site() {
    return Site.of(folder).servlet("/footprint/*", new FootprintServlet());
  }

  private static String status(Container container, String path, String... headers)
      throws IOException {
    return RawAnswer.of(container.port(), "GET " + path + " HTTP/1.1", headers)
        .status()
        .replaceFirst("^HTTP/1.1 ([0-9]+).*", "$1");
  }

  @Test
  void showsItselfToThisMachineOnly() throws Exception {
    try (Container container = CONTAINER.start(site().footprint(LOOPBACK))) {
      assertEquals("200", status(container, PAGE));
      assertEquals("403", status(container, PAGE, "X-Forwarded-For: 127.0.0.1"));
      assertEquals("403", status(container, PAGE, "Forwarded: for=127.0.0.1"));
    }
  }

  /**
   * A container that believes a header puts any address in the place of the real one. Tomcat then
   * takes the header away, and says so of each request that may have come from a proxy.
   */
  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "X-Seen-By"})
  void doesNotBelieveAnAddressThatTheContainerReplaced(String header) throws Exception {
    try (Container container = CONTAINER.start(site().behindProxy(header).footprint(LOOPBACK))) {
      for (String address : List.of("127.0.0.1", "::1", "10.1.2.3, 127.0.0.1", "127.0.0.1:80")) {
        assertEquals("403", status(container, PAGE, header + ": " + address), address);
      }
      assertEquals(isTomcat() ? "403" : "200", status(container, PAGE));
    }
  }

  private static boolean isTomcat() {
    return CONTAINER.name().startsWith("TOMCAT");
  }

  /** As the valve does, for one application: before the filter, or behind it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNotBelieveAnAddressThatAFilterReplaced(boolean first) throws Exception {
    assumeTrue(isTomcat());
    Filter proxies = TomcatContainer.ofProxies();
    Site site = first ? site().filterBefore(proxies) : site().filter(proxies);
    try (Container container = CONTAINER.start(site.footprint(LOOPBACK))) {
      assertEquals("403", status(container, PAGE, "X-Forwarded-For: 127.0.0.1"));
    }
  }

  /** Behind a proxy the path may begin with something that nobody here knows. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/shop"})
  void leadsToTheFolderOfItsPageByARelativeAddress(String context) throws Exception {
    String path = (context.equals("/") ? "" : context) + "/footprint";
    try (Container container = CONTAINER.start(site().at(context).footprint(LOOPBACK))) {
      for (String asked : List.of(path, path + ";jsessionid=1", path + "?span=year")) {
        RawAnswer answer = RawAnswer.of(container.port(), "GET " + asked + " HTTP/1.1");
        assertTrue(answer.status().startsWith("HTTP/1.1 302"), answer::toString);
        assertTrue(answer.fields().contains("location: ./footprint/"), answer::toString);
      }
    }
  }

  @Test
  void doesNotCountItself() throws Exception {
    Site site = site().gate().servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()));
    try (Container container = CONTAINER.start(site.footprint(LOOPBACK))) {
      for (String path :
          List.of(PAGE, "/footprint", "/footprint/routes.csv", "/footprint/nothing")) {
        RawAnswer answer = RawAnswer.of(container.port(), "GET " + path + " HTTP/1.1");
        assertEquals(List.of(), answer.leadingFigures(), answer::toString);
      }
      assertEquals(
          1, RawAnswer.of(container.port(), "GET /t/small HTTP/1.1").leadingFigures().size());
      site.awaitIdle();
      assertEquals(1, site.totals().requests());
      assertEquals(1, site.totals("GET /t/*").requests());
    }
  }

  @Test
  void countsItselfWhereThatIsWanted() throws Exception {
    Site site = site().gate();
    Map<String, String> counted = Map.of("report.access", "open", "report.counted", "true");
    try (Container container = CONTAINER.start(site.footprint(counted))) {
      assertEquals(
          1, RawAnswer.of(container.port(), "GET " + PAGE + " HTTP/1.1").leadingFigures().size());
      site.awaitIdle();
      assertEquals(1, site.totals("GET /footprint/*").requests());
    }
  }

  /**
   * Tomcat goes on without an application that fails, and Undertow starts a filter when it is first
   * needed; the others do not start.
   */
  @ParameterizedTest
  @ValueSource(strings = {"report.access", "report.badge", "store", "report.acess"})
  void doesNotRunWithASettingThatNobodyWouldRead(String setting) throws Exception {
    Site site = site().servletSetting(setting, "open").footprint(Map.of());
    String seen;
    try (Container container = CONTAINER.start(site)) {
      seen = status(container, PAGE);
    } catch (ServletException e) {
      seen = String.valueOf(e.getMessage());
    }
    assertTrue(
        seen.matches(
            isTomcat()
                ? "404"
                : CONTAINER == ContainerKind.UNDERTOW
                    ? "500"
                    : ".*'%s' must be an init-param of the filter, or .*".formatted(setting)),
        seen);
  }
}
