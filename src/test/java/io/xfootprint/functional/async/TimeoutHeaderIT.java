// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.Variant;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A timeout, at which a thread of the application may be writing the same answer, on the one
 * container of this JVM.
 */
class TimeoutHeaderIT {

  private static final int TIMEOUT_MILLIS = 20;

  @TempDir private Path folder;

  /** The headers that our filter has set, in order. */
  private final List<String> set = new CopyOnWriteArrayList<>();

  private volatile List<String> setBefore = List.of();
  private volatile List<String> setUntilListener = List.of();

  private final class Recording implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(
          request,
          new HttpServletResponseWrapper((HttpServletResponse) response) {
            @Override
            public void setHeader(String name, String value) {
              set.add(name);
              super.setHeader(name, value);
            }
          });
    }
  }

  private final class Answering implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      setUntilListener = List.copyOf(set);
      event.getAsyncContext().getResponse().getOutputStream().print("late");
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private void wait(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    context.setTimeout(TIMEOUT_MILLIS);
    context.addListener(new Answering());
    setBefore = List.copyOf(set);
  }

  @Test
  void setsNoHeaderThatWasSetBefore() throws Exception {
    Site site =
        Variant.FOOTPRINT.before(
            Site.of(folder).servlet("/wait", this::wait).filterBefore(new Recording()));
    try (Container container = ContainerKind.ofThisRun().start(site);
        KeptConnection connection = KeptConnection.to(container.port())) {
      Answer answer = connection.get("/wait");
      assertEquals("late", answer.body());
      assertTrue(answer.hasFootprint());
      assertTrue(setBefore.contains("X-Footprint"), setBefore::toString);
      assertEquals(setBefore, setUntilListener);
    }
  }
}
