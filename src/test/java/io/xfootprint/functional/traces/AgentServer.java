// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.xfootprint.functional.harness.ChildJvm;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.opentelemetry.FootprintInstruments;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Serves a {@link TracedSite} with the filter, and at {@code /bare} one without. */
final class AgentServer {

  private AgentServer() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Site measured =
        Site.of(folder)
            .filter(new Metrics())
            .footprint(Map.of("header.digits", "0"))
            .errorPage("/streamed");
    try (Container container = ContainerKind.ofThisRun().start(TracedSite.handlers(measured));
        AutoCloseable bare = container.deploy(TracedSite.handlers(Site.of(folder).at("/bare")))) {
      System.out.println(container.port());
      ChildJvm.awaitStop();
    }
  }

  /** Has the agent export the totals. */
  private static final class Metrics implements Filter {

    @Override
    public void init(FilterConfig config) {
      FootprintInstruments.register(config.getServletContext(), GlobalOpenTelemetry.get());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }
}
