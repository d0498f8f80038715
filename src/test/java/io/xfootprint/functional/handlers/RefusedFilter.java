// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Remembers why a filter does not start, and lets requests through without it. */
public final class RefusedFilter implements Filter {

  private final Filter filter;
  private String reason = "";

  public RefusedFilter(Filter filter) {
    this.filter = filter;
  }

  /** Returns what the filter said; empty if it has started. */
  public String reason() {
    return reason;
  }

  @Override
  public void init(FilterConfig config) {
    try {
      filter.init(config);
    } catch (ServletException e) {
      reason = String.valueOf(e.getMessage());
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
  }
}
