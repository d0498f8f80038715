// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * The least that a filter can cost which measures a request: it reads the clock and the byte
 * counter of its thread before and after, and sets one constant header.
 */
final class FloorFilter implements Filter {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final String VALUE = "cpu-us=203, alloc-b=1250";

  /** Whether it reads a third time, as the header of an answer must that is sent before its end. */
  private final boolean readsBeforeCommit;

  FloorFilter(boolean readsBeforeCommit) {
    this.readsBeforeCommit = readsBeforeCommit;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long before = read();
    chain.doFilter(request, response);
    if (readsBeforeCommit && read() < before) {
      return;
    }
    ((HttpServletResponse) response).setHeader("X-Floor", VALUE);
    if (read() < before) {
      throw new IllegalStateException("a clock that goes back");
    }
  }

  private static long read() {
    return THREADS.getCurrentThreadCpuTime() + THREADS.getCurrentThreadAllocatedBytes();
  }
}
