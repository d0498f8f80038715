// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.ledger.RunningTotal;
import io.xfootprint.model.Footprint;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers that show what a request has cost so far. They are taken back from answers that must
 * not carry them. Safe for use by many threads.
 */
public final class CostHeaders {

  private static final Logger log = LoggerFactory.getLogger(CostHeaders.class);

  private final boolean exposed;
  private final FootprintHeader header;
  private final boolean varies;
  private final boolean showsServerTiming;

  /** Cost of all requests; null if no header shows it. */
  private final @Nullable RunningTotal total;

  /**
   * Creates the headers of a filter's answers.
   *
   * @param varies whether answers depend on the client
   * @param total cost of all requests; null if no header shows it
   */
  public CostHeaders(
      FootprintHeader header,
      boolean varies,
      boolean showsServerTiming,
      @Nullable RunningTotal total) {
    this(true, header, varies, showsServerTiming, total);
  }

  private CostHeaders(
      boolean exposed,
      FootprintHeader header,
      boolean varies,
      boolean showsServerTiming,
      @Nullable RunningTotal total) {
    this.exposed = exposed;
    this.header = header;
    this.varies = varies;
    this.showsServerTiming = showsServerTiming;
    this.total = total;
  }

  /** Returns the headers for clients that may not see the cost: at most {@code Vary}. */
  public CostHeaders hidden() {
    return new CostHeaders(false, header, varies, showsServerTiming, total);
  }

  /**
   * Sets the headers; a later call replaces an earlier one.
   *
   * @param partial whether the figure is the cost so far, and more may follow
   */
  public void write(HttpServletResponse response, CostSource source, boolean partial) {
    try {
      int status = response.getStatus();
      if (status == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
        remove(response);
        return;
      }
      addVary(response);
      if (status == HttpServletResponse.SC_NOT_MODIFIED) {
        remove(response);
      } else if (exposed) {
        set(response, source, partial);
      }
    } catch (RuntimeException e) {
      log.debug("The headers could not be set", e);
    }
  }

  /** Adds {@code Vary}, where answers depend on the client. */
  public void addVary(HttpServletResponse response) {
    try {
      if (varies && !variesByKey(response)) {
        response.addHeader("Vary", HeaderPolicy.KEY_HEADER);
      }
    } catch (RuntimeException e) {
      log.debug("A header could not be set", e);
    }
  }

  private void set(HttpServletResponse response, CostSource source, boolean partial) {
    Footprint cost = source.cost();
    StringBuilder text = FootprintHeader.newText();
    String value = header.value(text, cost, partial, source.isEstimated());
    if (value != null) {
      response.setHeader(FootprintHeader.NAME, value);
    }
    if (total != null) {
      response.setHeader(
          FootprintHeader.TOTAL_NAME,
          FootprintHeader.totalValue(text, total, cost.energyNanojoules() >= 0));
    }
    if (showsServerTiming) {
      ServerTiming.set(response, header.timing(cost));
    }
  }

  /**
   * Read each time: an application may replace the header, and Jetty drops it for an error page.
   */
  private static boolean variesByKey(HttpServletResponse response) {
    return response.getHeaders("Vary").stream()
        .anyMatch(value -> value.contains(HeaderPolicy.KEY_HEADER));
  }

  /**
   * Takes our headers back: before an interim answer, which would carry them; on status 101, which
   * begins another protocol and not an answer that has a cost; and on status 304, where a cache
   * would write them over those of the answer that it has stored.
   */
  public void remove(HttpServletResponse response) {
    if (!exposed) {
      return;
    }
    try {
      HeaderFields.remove(response, FootprintHeader.NAME);
      HeaderFields.remove(response, FootprintHeader.TOTAL_NAME);
      if (showsServerTiming) {
        ServerTiming.set(response, null);
      }
    } catch (RuntimeException e) {
      log.debug("The headers could not be taken back", e);
    }
  }
}
