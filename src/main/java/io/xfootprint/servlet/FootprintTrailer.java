// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.header.ConnectionHeader;
import io.xfootprint.header.CostSource;
import io.xfootprint.header.Finality;
import io.xfootprint.header.FootprintHeader;
import io.xfootprint.header.HeaderFields;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trailer of one answer: the final figure, sent after the body of an answer that goes out in
 * pieces. Its header was sent with the first piece, and shows the cost up to there.
 *
 * <pre>{@code
 * HTTP/1.1 200 OK
 * X-Footprint: cpu-us=203, alloc-b=1250, energy-uj=278, co2e-ng=55, partial
 * Trailer: X-Footprint
 * Transfer-Encoding: chunked
 *
 * (the body)
 * X-Footprint: cpu-us=1840, alloc-b=265000, energy-uj=7070, co2e-ng=873
 * }</pre>
 *
 * <p>No container takes a trailer back: with one set, Jetty and Tomcat send the smallest answer in
 * chunks and drop its length. So it is set at the last moment, when the answer is sure to be
 * committed without a length.
 *
 * <p>Used by the thread that has the response, except where a container asks for the fields.
 */
final class FootprintTrailer {

  private static final Logger log = LoggerFactory.getLogger(FootprintTrailer.class);

  /** Header that names the fields after the body. */
  private static final String ANNOUNCEMENT = "Trailer";

  private final FootprintHeader header;
  private final CostSource source;
  private final RequestAccount account;
  private final OwnResponse response;

  /** Whether the container has our fields. */
  private boolean offered;

  /** Trailer fields that the application has set itself, before or after ours; null if none. */
  private @Nullable Supplier<Map<String, String>> applicationFields;

  /** Whether a thread that is not measured has completed the answer, and may have worked on it. */
  private volatile boolean workUnmeasured;

  /** Whether the application has called {@code complete}, and so is done with the answer. */
  private volatile boolean completed;

  FootprintTrailer(
      FootprintHeader header, CostSource source, RequestAccount account, OwnResponse response) {
    this.header = header;
    this.source = source;
    this.account = account;
    this.response = response;
  }

  /** Returns whether the container has our fields, and will send them. */
  boolean isOffered() {
    return offered;
  }

  /**
   * Sets our fields and announces them, once, unless the answer has a length or no body, or the
   * response is another request's by now.
   */
  void offer() {
    if (!offered) {
      response.touch(this, FootprintTrailer::offer);
    }
  }

  private void offer(HttpServletResponse own) {
    if (!isSentInPieces(own)) {
      return;
    }
    try {
      applicationFields = own.getTrailerFields();
      own.setTrailerFields(withOurs(applicationFields));
      offered = true;
      announce(own);
    } catch (RuntimeException e) {
      // An IllegalStateException says that this answer cannot have any, as over HTTP/1.0.
      log.debug("No trailer can be set", e);
    }
  }

  /**
   * Returns whether an answer that will be flushed goes out in chunks: it may have a body, has no
   * length, and the end of the connection does not mark its end.
   */
  private static boolean isSentInPieces(HttpServletResponse response) {
    return response.getStatus() != HttpServletResponse.SC_NO_CONTENT
        && response.getStatus() != HttpServletResponse.SC_RESET_CONTENT
        && response.getStatus() != HttpServletResponse.SC_NOT_MODIFIED
        && !response.containsHeader("Content-Length")
        && !response.containsHeader("Transfer-Encoding")
        // Jetty and Tomcat then send neither a length nor chunks, but with a trailer they would
        // send chunks.
        && !ConnectionHeader.hasClose(response.getHeaders(ConnectionHeader.FIELD));
  }

  /**
   * Adds our field to those that the application announces. The announcement is for clients alone;
   * no container adds it.
   */
  private static void announce(HttpServletResponse response) {
    List<String> names = new ArrayList<>();
    for (String field : response.getHeaders(ANNOUNCEMENT)) {
      names.addAll(HeaderFields.split(field, ','));
    }
    names.removeIf(FootprintHeader.NAME::equalsIgnoreCase);
    names.add(FootprintHeader.NAME);
    response.setHeader(ANNOUNCEMENT, String.join(", ", names));
  }

  /** Returns the application's own fields; called only once the trailer is offered. */
  @Nullable Supplier<Map<String, String>> applicationFields() {
    return applicationFields;
  }

  /** Adds the application's own fields to ours; called only once the trailer is offered. */
  void add(@Nullable Supplier<Map<String, String>> supplier, HttpServletResponse response) {
    response.setTrailerFields(withOurs(supplier));
    applicationFields = supplier;
  }

  /**
   * Restores what {@code reset} has dropped: the announcement. On Tomcat the fields are gone too,
   * and are set again when the answer is sure to go out in pieces.
   */
  void afterReset() {
    if (offered) {
      response.touch(this, FootprintTrailer::offerAgain);
    }
  }

  private void offerAgain(HttpServletResponse own) {
    if (own.getTrailerFields() == null) {
      offered = false;
      applicationFields = null;
    } else {
      announce(own);
    }
  }

  /** Called before the calling thread completes the answer. */
  void beforeComplete() {
    workUnmeasured |= !account.isMeasuredHere();
    completed = true;
    if (offered) {
      // Another thread may ask for the fields, before the segment of this one ends.
      account.checkpoint();
    }
  }

  /**
   * Returns the application's fields and ours. The container asks for them when the body has ended,
   * on any thread, so this may run beside the last work of the request.
   */
  private Supplier<Map<String, String>> withOurs(@Nullable Supplier<Map<String, String>> supplier) {
    return () -> {
      Map<String, String> others = supplier == null ? null : supplier.get();
      Map<String, String> all = new LinkedHashMap<>();
      if (others != null) {
        all.putAll(others);
      }
      try {
        addTo(all);
      } catch (RuntimeException e) {
        // The application's own fields are sent all the same.
        log.debug("The trailer could not be set", e);
      }
      return all;
    };
  }

  private void addTo(Map<String, String> fields) {
    // A body may be closed while its request goes on. Undertow asks within complete() itself, where
    // nothing is to come.
    boolean underWay = account.isMeasuredHere() && !completed;
    boolean partial = workUnmeasured || response.lacksPass() || underWay || account.mayGrow();
    Finality finality = partial ? Finality.PARTIAL : Finality.FINAL;
    String value = header.value(source.cost(), finality, source.isEstimated(), source.upstream());
    if (value != null) {
      // One that the application has copied from another service is not the cost of this one.
      fields.keySet().removeIf(FootprintHeader.NAME::equalsIgnoreCase);
      fields.put(FootprintHeader.NAME, value);
    }
  }
}
