// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Knows when the container's threads have left the filters that stand behind it, which may be later
 * than when an answer is.
 *
 * <p>Depends on {@code jakarta.servlet} only.
 */
final class PassCount implements Filter {

  /** The first party is who waits. */
  private final Phaser passes = new Phaser(1);

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    passes.register();
    try {
      chain.doFilter(request, response);
    } finally {
      passes.arriveAndDeregister();
    }
  }

  void awaitNone() throws InterruptedException, TimeoutException {
    passes.awaitAdvanceInterruptibly(passes.arrive(), Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}
