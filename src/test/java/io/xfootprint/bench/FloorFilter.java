// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.functional.handlers.ThreadClock;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The least that a filter can cost which measures a request: it reads the CPU clock and the byte
 * counter of its thread before and after, and sets a header.
 *
 * <p>The header is a constant that is set before the answer, so that nothing has to find out when
 * one is committed.
 */
public final class FloorFilter implements Filter {

  /** Keeps what was read, or the compiler could leave it out. */
  private static volatile long unused;

  /** Whether it reads a third time, as must who shows the cost of an answer before it is sent. */
  private final boolean readsBeforeCommit;

  /** Creates a filter. */
  public FloorFilter(boolean readsBeforeCommit) {
    this.readsBeforeCommit = readsBeforeCommit;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long before = read();
    ((HttpServletResponse) response).setHeader("X-Floor", "cpu-us=1840, alloc-b=265000");
    try {
      chain.doFilter(request, response);
    } finally {
      if (readsBeforeCommit) {
        unused = read();
      }
      unused = read() - before;
    }
  }

  private static long read() {
    return ThreadClock.cpuNanos() + ThreadClock.allocatedBytes();
  }
}
