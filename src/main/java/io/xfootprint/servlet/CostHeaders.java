// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what a request has cost so far into the headers of its answer, and takes it back where it
 * must not stand.
 */
final class CostHeaders {

  private static final Logger log = LoggerFactory.getLogger(CostHeaders.class);

  private final FilterSetup setup;
  private final RequestAccount account;
  private final Supplier<@Nullable Route> likelyRoute;
  private final boolean exposed;

  CostHeaders(
      FilterSetup setup,
      RequestAccount account,
      Supplier<@Nullable Route> likelyRoute,
      boolean exposed) {
    this.setup = setup;
    this.account = account;
    this.likelyRoute = likelyRoute;
    this.exposed = exposed;
  }

  /**
   * Sets the headers; a later call replaces an earlier one.
   *
   * @param partial whether the figure is the cost so far, and more may follow
   */
  void mark(HttpServletResponse response, boolean partial) {
    try {
      int status = response.getStatus();
      if (status == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
        withdraw(response);
        return;
      }
      vary(response);
      if (status == HttpServletResponse.SC_NOT_MODIFIED) {
        withdraw(response);
      } else if (exposed) {
        set(response, partial);
      }
    } catch (RuntimeException e) {
      log.debug("The headers could not be set", e);
    }
  }

  /** Says that the answer depends on who asks, where it does. */
  void vary(HttpServletResponse response) {
    try {
      if (setup.exposure().varies() && !variesByKey(response)) {
        response.addHeader("Vary", Exposure.KEY_HEADER);
      }
    } catch (RuntimeException e) {
      log.debug("A header could not be set", e);
    }
  }

  private void set(HttpServletResponse response, boolean partial) {
    Footprint cost = account.told(likelyRoute);
    String value = setup.header().value(cost, partial, account.isEstimated());
    if (value != null) {
      response.setHeader(FootprintHeader.NAME, value);
    }
    if (setup.showsTotal()) {
      response.setHeader(
          FootprintHeader.TOTAL_NAME,
          FootprintHeader.totalValue(
              setup.monitor().ledger().total(), cost.energyNanojoules() >= 0));
    }
    if (setup.showsServerTiming()) {
      ServerTiming.set(response, setup.header().timing(cost));
    }
  }

  /** Looks, for an application may replace the header, and Jetty drops it for an error page. */
  private static boolean variesByKey(HttpServletResponse response) {
    return response.getHeaders("Vary").stream()
        .anyMatch(value -> value.contains(Exposure.KEY_HEADER));
  }

  /**
   * Takes our headers back: before an interim answer, which would carry them; on status 101, which
   * begins another protocol and not an answer that has a cost; and on status 304, where a cache
   * would write them over those of the answer that it has stored.
   */
  void withdraw(HttpServletResponse response) {
    if (!exposed) {
      return;
    }
    try {
      remove(response, FootprintHeader.NAME);
      remove(response, FootprintHeader.TOTAL_NAME);
      if (setup.showsServerTiming()) {
        ServerTiming.set(response, null);
      }
    } catch (RuntimeException e) {
      log.debug("The headers could not be taken back", e);
    }
  }

  /** Removes a header. Tomcat 10.1 has no way to, so there it is left without a value. */
  static void remove(HttpServletResponse response, String name) {
    if (response.containsHeader(name)) {
      response.setHeader(name, null);
      if (response.containsHeader(name)) {
        response.setHeader(name, "");
      }
    }
  }
}
