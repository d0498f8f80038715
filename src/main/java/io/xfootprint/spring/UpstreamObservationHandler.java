// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.xfootprint.UpstreamCall;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Adds what other services say of their cost to the request that calls them, by Spring's
 * observations of RestClient, RestTemplate and WebClient. These see one answer for each call: of a
 * redirect that the client below follows by itself, the last one.
 *
 * <p>The request is the one that is current on the thread that begins the observation. Nothing here
 * fails a call.
 */
final class UpstreamObservationHandler implements ObservationHandler<Observation.Context> {

  private static final String WEB_CLIENT =
      "org.springframework.web.reactive.function.client.ClientRequestObservationContext";

  /** Looked for once, as most applications on servlets do not have it. */
  private final boolean hasWebClient =
      ClassUtils.isPresent(WEB_CLIENT, UpstreamObservationHandler.class.getClassLoader());

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ClientRequestObservationContext
        || (hasWebClient && WebClientExchange.isIn(context));
  }

  @Override
  public void onStart(Observation.Context context) {
    try {
      URI uri = uri(context);
      UpstreamCall call = uri == null ? null : UpstreamCall.begin(uri);
      if (call != null && call.isCounted()) {
        context.put(UpstreamCall.class, call);
      }
    } catch (RuntimeException | LinkageError e) {
      // A client of its own kind, or a library that is too old. The call is not counted.
    }
  }

  @Override
  public void onStop(Observation.Context context) {
    UpstreamCall call = context.get(UpstreamCall.class);
    if (call == null) {
      return;
    }
    try {
      HttpHeaders headers = headers(context);
      if (headers != null) {
        call.answered(name -> values(headers, name));
      } else if (isUnsent(context.getError())) {
        call.drop();
      }
    } catch (RuntimeException | LinkageError e) {
      // The headers of an answer that has been closed, maybe. The call is of unknown cost.
    } finally {
      call.end();
    }
  }

  private static @Nullable URI uri(Observation.Context context) {
    if (context instanceof ClientRequestObservationContext called) {
      ClientHttpRequest request = called.getCarrier();
      return request == null ? null : request.getURI();
    }
    return WebClientExchange.uri(context);
  }

  private static @Nullable HttpHeaders headers(Observation.Context context) {
    if (context instanceof ClientRequestObservationContext called) {
      ClientHttpResponse answer = called.getResponse();
      return answer == null ? null : answer.getHeaders();
    }
    return WebClientExchange.headers(context);
  }

  /** By the method that Spring 6 and 7 both have: in 7 headers are no map. */
  private static List<String> values(HttpHeaders headers, String name) {
    List<String> values = new ArrayList<>();
    headers.forEach(
        (key, more) -> {
          if (key.equalsIgnoreCase(name)) {
            values.addAll(more);
          }
        });
    return values;
  }

  private static boolean isUnsent(@Nullable Throwable error) {
    return error instanceof ConnectException
        || (error != null && error.getCause() instanceof ConnectException);
  }
}
