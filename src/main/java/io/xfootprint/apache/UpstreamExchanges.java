// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.apache;

import io.xfootprint.FootprintContext;
import io.xfootprint.UpstreamCall;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageHeaders;

/**
 * The exchanges of Apache HttpClient 5, whose answers add what other services say of their cost to
 * the request that calls them:
 *
 * <pre>{@code
 * CloseableHttpClient client = UpstreamExchanges.countedBy(HttpClients.custom()).build();  // once
 * }</pre>
 *
 * <p>Each exchange is counted, retries and redirects too, and none that the client's own cache
 * answers. The request is the one that is current on the thread that executes the call, of
 * asynchronous clients too. These also ask services of {@code upstream.hosts} for a trailer, and
 * count by it when the body has been read.
 */
public final class UpstreamExchanges {

  private static final String NAME = "footprint";

  private UpstreamExchanges() {}

  /** Adds the counting to a client that waits for its answers, and returns the same builder. */
  public static HttpClientBuilder countedBy(HttpClientBuilder builder) {
    return builder.addExecInterceptorLast(NAME, new CountedExchange());
  }

  /** Adds the counting to an asynchronous client, and returns the same builder. */
  public static HttpAsyncClientBuilder countedBy(HttpAsyncClientBuilder builder) {
    return builder
        .addExecInterceptorFirst(NAME + "-request", CountedAsyncExchange::keepContext)
        .addExecInterceptorLast(NAME, CountedAsyncExchange::execute);
  }

  static UpstreamCall begin(FootprintContext context, HttpRoute route) {
    HttpHost host = route.getTargetHost();
    return UpstreamCall.begin(context, host.getHostName(), host.getPort(), host.getSchemeName());
  }

  static Function<String, Collection<String>> fields(MessageHeaders answer) {
    return name -> Stream.of(answer.getHeaders(name)).map(UpstreamExchanges::value).toList();
  }

  static Function<String, Collection<String>> fields(List<? extends Header> trailer) {
    return name ->
        trailer.stream()
            .filter(field -> field.getName().equalsIgnoreCase(name))
            .map(UpstreamExchanges::value)
            .toList();
  }

  private static String value(Header field) {
    return field.getValue() == null ? "" : field.getValue();
  }
}
