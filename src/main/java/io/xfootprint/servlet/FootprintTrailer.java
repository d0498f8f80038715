// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.header.ConnectionHeader;
import io.xfootprint.header.CostSource;
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
 * The final figure of one request, sent after the body of an answer that goes out in pieces.
 *
 * <p>No container takes a trailer back: with one set, Jetty and Tomcat send the smallest answer in
 * chunks and drop its length. So it is set at the last moment, when the answer is sure to be
 * committed without a length.
 */
final class FootprintTrailer {

  private static final Logger log = LoggerFactory.getLogger(FootprintTrailer.class);

  /** Header that names the fields after the body. */
  private static final String ANNOUNCEMENT = "Trailer";

  private final FootprintHeader header;
  private final CostSource source;
  private final RequestAccount account;
  private final OwnResponse response;
  private boolean offered;

  /** Set by the application itself, before or after us. */
  private @Nullable Supplier<Map<String, String>> applications;

  /** Whether a thread that is not measured had a hand in the answer. */
  private volatile boolean workUnseen;

  /** Whether the application has said that it is done with the answer. */
  private volatile boolean completed;

  FootprintTrailer(
      FootprintHeader header, CostSource source, RequestAccount account, OwnResponse response) {
    this.header = header;
    this.source = source;
    this.account = account;
    this.response = response;
  }

  boolean isOffered() {
    return offered;
  }

  /** Promises the trailer, unless the answer has a length or no body, or is another request's. */
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
      applications = own.getTrailerFields();
      own.setTrailerFields(with(applications));
      offered = true;
      announce(own);
    } catch (RuntimeException e) {
      // The container says that this answer cannot have any, by an IllegalStateException.
      log.debug("No trailer can be set", e);
    }
  }

  private static boolean isSentInPieces(HttpServletResponse response) {
    return response.getStatus() != HttpServletResponse.SC_NO_CONTENT
        && response.getStatus() != HttpServletResponse.SC_RESET_CONTENT
        && response.getStatus() != HttpServletResponse.SC_NOT_MODIFIED
        && !response.containsHeader("Content-Length")
        && !response.containsHeader("Transfer-Encoding")
        // Jetty and Tomcat then send neither a length nor chunks, but with a trailer they would.
        && !ConnectionHeader.hasClose(response.getHeaders(ConnectionHeader.FIELD));
  }

  /** Adds ours to the trailers that the application announces. */
  private static void announce(HttpServletResponse response) {
    List<String> names = new ArrayList<>();
    for (String field : response.getHeaders(ANNOUNCEMENT)) {
      names.addAll(HeaderFields.split(field, ','));
    }
    names.removeIf(FootprintHeader.NAME::equalsIgnoreCase);
    names.add(FootprintHeader.NAME);
    response.setHeader(ANNOUNCEMENT, String.join(", ", names));
  }

  /** Returns the application's own supplier; called only once the trailer is offered. */
  @Nullable Supplier<Map<String, String>> applications() {
    return applications;
  }

  /** Adds the application's own fields to ours; called only once the trailer is offered. */
  void add(@Nullable Supplier<Map<String, String>> supplier, HttpServletResponse response) {
    response.setTrailerFields(with(supplier));
    applications = supplier;
  }

  /** Notes that the headers are gone, and with them, on Tomcat, the trailer. */
  void afterReset() {
    if (offered) {
      response.touch(this, FootprintTrailer::offerAgain);
    }
  }

  private void offerAgain(HttpServletResponse own) {
    if (own.getTrailerFields() == null) {
      offered = false;
      applications = null;
    } else {
      announce(own);
    }
  }

  /** Notes that the answer is completed by a thread; what it did may be missing. */
  void beforeComplete() {
    workUnseen |= !account.isMeasuredHere();
    completed = true;
    if (offered) {
      account.checkpoint();
    }
  }

  /** The container asks for the fields when the body has ended, on whatever thread. */
  private Supplier<Map<String, String>> with(@Nullable Supplier<Map<String, String>> supplier) {
    return () -> {
      Map<String, String> others = supplier == null ? null : supplier.get();
      Map<String, String> all = new LinkedHashMap<>();
      if (others != null) {
        all.putAll(others);
      }
      try {
        addTo(all);
      } catch (RuntimeException e) {
        log.debug("The trailer could not be set", e);
      }
      return all;
    };
  }

  private void addTo(Map<String, String> fields) {
    // A body may be closed while its request goes on. Undertow asks within complete() itself.
    boolean underWay = account.isMeasuredHere() && !completed;
    boolean partial = workUnseen || response.lacksPass() || underWay || account.mayGrow();
    String value = header.value(source.cost(), partial, source.isEstimated());
    if (value != null) {
      fields.keySet().removeIf(FootprintHeader.NAME::equalsIgnoreCase);
      fields.put(FootprintHeader.NAME, value);
    }
  }
}
