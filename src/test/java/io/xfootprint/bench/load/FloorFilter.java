// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import io.xfootprint.functional.handlers.ThreadClock;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The least that a filter with our purpose can do: two readings of each counter, and a header.
 *
 * <p>Its header is a constant that is set before the answer, so that nothing has to find out when
 * one is committed.
 */
final class FloorFilter implements Filter {

  /** Keeps what was read, or the compiler could leave it out. */
  private static volatile long unused;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long cpu = ThreadClock.cpuNanos();
    long bytes = ThreadClock.allocatedBytes();
    ((HttpServletResponse) response).setHeader("X-Floor", "cpu-us=1840, alloc-b=265000");
    try {
      chain.doFilter(request, response);
    } finally {
      unused = ThreadClock.cpuNanos() - cpu + ThreadClock.allocatedBytes() - bytes;
    }
  }
}
