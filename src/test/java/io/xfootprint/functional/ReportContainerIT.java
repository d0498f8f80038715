// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.report.FootprintServlet;
import jakarta.servlet.Filter;
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
}
