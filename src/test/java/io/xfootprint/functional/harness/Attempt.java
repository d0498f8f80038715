// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a filter and keeps why it does not start; each container tells that in its own way. */
public final class Attempt implements Filter {

  private final Filter filter;
  private @Nullable String failure;

  public Attempt(Filter filter) {
    this.filter = filter;
  }

  /** Starts it in a container, and returns why it did not start; "null" if it did. */
  public String failureIn(Site site) throws Exception {
    try (Container container = ContainerKind.ofThisRun().start(site)) {
      // Undertow starts filters when the first request comes.
      Answer unused = new Client().send(container.port(), new SyncCase("GET", "/", List.of()));
      return String.valueOf(failure);
    }
  }

  @Override
  public void init(FilterConfig config) {
    try {
      filter.init(config);
    } catch (ServletException e) {
      failure = e.getMessage();
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {
    filter.destroy();
  }
}
