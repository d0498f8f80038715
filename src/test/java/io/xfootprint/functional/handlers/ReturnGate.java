// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets other threads wait until the container's thread has left the filters that stand behind it.
 *
 * <p>Depends on {@code jakarta.servlet} only.
 */
public final class ReturnGate implements Filter {

  private static final String ATTRIBUTE = ReturnGate.class.getName();
  private static final long TIMEOUT_SECONDS = 20;

  /** Returns what the thread opens when it leaves; to be taken on the container's thread. */
  public static CountDownLatch of(ServletRequest request) {
    return (CountDownLatch) request.getAttribute(ATTRIBUTE);
  }

  /** Waits for a latch, and says so when it is never opened. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CountDownLatch left = new CountDownLatch(1);
    request.setAttribute(ATTRIBUTE, left);
    try {
      chain.doFilter(request, response);
    } finally {
      left.countDown();
    }
  }
}
