// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.xfootprint.servlet.RequestFigures;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Adds what a request has cost to Spring's observation of it: to its span where it has one, as
 * numbers, else as texts. These are of high cardinality: metrics do not get them as tags.
 *
 * <p>Spring's observation ends before our filter does, so the figures are what the request has cost
 * so far: they lack the filters around Spring's. To the observation of a call to another service it
 * adds what that service says of the answer.
 */
final class FootprintObservationFilter implements ObservationFilter {

  /** What our headers are made of; a service may send anything. */
  private static final Pattern TOLD = Pattern.compile("[-a-z0-9=., ]{1,256}");

  /** Looked for once, as an application may have no library for spans. */
  private final boolean hasSpans =
      ClassUtils.isPresent(
          "io.micrometer.tracing.handler.TracingObservationHandler",
          FootprintObservationFilter.class.getClassLoader());

  @Override
  public Observation.Context map(Observation.Context context) {
    try {
      if (context instanceof ServerRequestObservationContext served) {
        addCost(context, served.getCarrier());
      } else if (context instanceof ClientRequestObservationContext called) {
        addTold(context, called.getResponse());
      }
    } catch (RuntimeException | LinkageError e) {
      // A container may have taken the request back, or a library is too old. The observation goes
      // on without our figures.
    }
    return context;
  }

  private void addCost(Observation.Context context, @Nullable HttpServletRequest request) {
    if (request == null
        || !(request.getAttribute(RequestFigures.ATTRIBUTE) instanceof RequestFigures figures)) {
      return;
    }
    boolean isTold = hasSpans && ObservedSpan.tell(context, figures);
    if (!isTold) {
      RequestCost.of(figures)
          .forEach(
              (key, figure) ->
                  context.addHighCardinalityKeyValue(KeyValue.of(key, figure.toPlainString())));
    }
  }

  private static void addTold(Observation.Context context, @Nullable ClientHttpResponse answer) {
    String told = answer == null ? null : answer.getHeaders().getFirst("X-Footprint");
    if (told != null && TOLD.matcher(told).matches()) {
      context.addHighCardinalityKeyValue(KeyValue.of("footprint.upstream", told));
    }
  }
}
