// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jettyclient;

import io.xfootprint.FootprintContext;
import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.Request;

/**
 * A client of Jetty 12 that adds what other services say of their cost to the request that calls
 * them:
 *
 * <pre>{@code
 * HttpClient client = new UpstreamJettyClient();  // once
 * }</pre>
 *
 * <p>Each exchange is counted, redirects too. It asks services of {@code upstream.hosts} for a
 * trailer, and counts by it when the body has been read. The request is the one that is current on
 * the thread that makes the call by {@code newRequest} and its like: a listener of the client's
 * would hear of a call on any thread, as another one may take it from the queue. Safe for use by
 * many threads.
 */
public final class UpstreamJettyClient extends HttpClient {

  /** Creates a client for HTTP/1.1. */
  public UpstreamJettyClient() {
    seeEachAnswer();
  }

  /** Creates a client that sends by a transport. */
  public UpstreamJettyClient(HttpClientTransport transport) {
    super(transport);
    seeEachAnswer();
  }

  private void seeEachAnswer() {
    // First of all, as those that follow redirects hide their answers from the listeners.
    getProtocolHandlers().put(new AnswerWatch());
  }

  @Override
  public Request newRequest(URI uri) {
    Request request = super.newRequest(uri);
    FootprintContext current = FootprintContext.current();
    if (current.isPresent()) {
      new CountedExchange(current).follow(request);
    }
    return request;
  }

  /** Called for a redirect, and for a second try with a password. */
  @Override
  protected Request copyRequest(Request answered, URI uri) {
    Request next = super.copyRequest(answered, uri);
    CountedExchange before = CountedExchange.of(answered);
    if (before != null) {
      before.next().follow(next);
    }
    return next;
  }
}
