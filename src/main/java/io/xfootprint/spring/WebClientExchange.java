// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.micrometer.observation.Observation;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;

/** What an observation of WebClient knows. It is used only where an application has WebClient. */
final class WebClientExchange {

  private WebClientExchange() {}

  static boolean isIn(Observation.Context context) {
    return context instanceof ClientRequestObservationContext;
  }

  /** Returns the address. An observation begins before its request is built, by this builder. */
  static @Nullable URI uri(Observation.Context context) {
    ClientRequest.Builder builder = ((ClientRequestObservationContext) context).getCarrier();
    return builder == null ? null : builder.build().url();
  }

  static @Nullable HttpHeaders headers(Observation.Context context) {
    ClientResponse answer = ((ClientRequestObservationContext) context).getResponse();
    return answer == null ? null : answer.headers().asHttpHeaders();
  }
}
