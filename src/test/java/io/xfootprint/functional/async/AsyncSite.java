// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.AsyncCase;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Setup;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.Variant;
import io.xfootprint.ledger.Totals;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A container with the site of {@link AsyncHandlers}, which is asked each case once, one after the
 * other on a thread of its own: some containers look for timeouts only once a second.
 */
final class AsyncSite implements AutoCloseable {

  private final Map<AsyncCase, Future<Result>> results = new ConcurrentHashMap<>();
  private final ExecutorService asker = Executors.newSingleThreadExecutor();
  private final Client client = new Client();
  private final Site site;
  private final Container container;

  private AsyncSite(Site site, Container container) {
    this.site = site;
    this.container = container;
  }

  /**
   * What became of a request.
   *
   * @param counted what it added to the books
   */
  record Result(Answer answer, Totals counted) {}

  static AsyncSite start(ContainerKind kind, Variant variant, Setup setup, Path folder)
      throws Exception {
    Site site = variant.before(setup.asyncSite(folder));
    return new AsyncSite(site, kind.start(site));
  }

  /** Has all of these requests sent, without waiting for their answers. */
  void askAll(Iterable<AsyncCase> requests) {
    requests.forEach(request -> results.put(request, ask(request)));
  }

  /** Returns what became of a request, which is sent now if it was not yet. */
  Result result(AsyncCase request) throws InterruptedException, ExecutionException {
    return results.computeIfAbsent(request, this::ask).get();
  }

  private Future<Result> ask(AsyncCase request) {
    return asker.submit(() -> send(request));
  }

  private Result send(AsyncCase request) throws Exception {
    site.awaitIdle();
    Totals before = site.totals();
    Answer answer = answer(request);
    // Undertow sends an error page at once, and completes later.
    AsyncHandlers.awaitElsewhere();
    site.awaitIdle();
    return new Result(answer, site.totals().since(before));
  }

  private Answer answer(AsyncCase request) throws IOException, InterruptedException {
    try {
      // The Java client repeats a GET, but not a POST, that meets a kept connection which the
      // server
      // has just closed, as Undertow does after errors: a POST gets a connection of its own.
      Client own = request.method().equals("POST") ? new Client() : client;
      return own.send(container.port(), request);
    } catch (HttpTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  @Override
  public void close() throws Exception {
    asker.shutdownNow();
    container.close();
  }
}
