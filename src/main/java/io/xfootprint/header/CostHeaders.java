// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.ledger.RunningTotal;
import io.xfootprint.model.Footprint;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers that show what a request has cost so far. They are written before an answer is
 * committed, and removed from answers that must not carry them.
 *
 * <p>One object serves all answers of a filter: it holds what the settings say, and the cost comes
 * in with each call. No method throws, as an answer matters more than its headers: what a container
 * refuses is logged at debug level. Safe for use by many threads, but a response is not, so callers
 * own the response while they call.
 */
public final class CostHeaders {

  private static final Logger log = LoggerFactory.getLogger(CostHeaders.class);

  /** Whether the client may see the cost; without it only {@code Vary} is written. */
  private final boolean exposed;

  private final FootprintHeader header;
  private final boolean varies;
  private final boolean showsServerTiming;

  /** Cost of all requests; null if no header shows it. */
  private final @Nullable TotalHeader total;

  /**
   * Creates the headers of answers whose client may see the cost.
   *
   * @param header writes the values
   * @param varies whether answers depend on the key that a client sends
   * @param showsServerTiming whether {@code Server-Timing} gets a metric of ours
   * @param total cost of all requests, for {@code X-Footprint-Total}; null leaves that out
   */
  public CostHeaders(
      FootprintHeader header,
      boolean varies,
      boolean showsServerTiming,
      @Nullable RunningTotal total) {
    this(true, header, varies, showsServerTiming, total == null ? null : new TotalHeader(total));
  }

  private CostHeaders(
      boolean exposed,
      FootprintHeader header,
      boolean varies,
      boolean showsServerTiming,
      @Nullable TotalHeader total) {
    this.exposed = exposed;
    this.header = header;
    this.varies = varies;
    this.showsServerTiming = showsServerTiming;
    this.total = total;
  }

  /**
   * Returns the headers of answers whose client may not see the cost: at most {@code Vary}. They
   * need it too, or a cache would serve such an answer to a client with the key, or the other way
   * round.
   */
  public CostHeaders hidden() {
    return new CostHeaders(false, header, varies, showsServerTiming, total);
  }

  /**
   * Sets the headers that the answer's status allows. A later call replaces what an earlier one has
   * set, so it may be called before each event that could be the commit.
   *
   * @param source asked for the cost only if the headers show it, as that takes two readings of the
   *     thread's use
   * @param finality whether the figure is the cost so far, and more may follow
   * @return the cost that they show; null if they show none
   */
  public @Nullable Footprint write(
      HttpServletResponse response, CostSource source, Finality finality) {
    try {
      int status = response.getStatus();
      // Another protocol takes the connection over: caches, and so Vary, are not concerned either.
      if (status == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
        remove(response);
        return null;
      }
      addVary(response);
      if (status == HttpServletResponse.SC_NOT_MODIFIED) {
        // Earlier calls may have set them, when the status was still 200.
        remove(response);
      } else if (exposed) {
        return set(response, source, finality);
      }
    } catch (RuntimeException e) {
      log.debug("The headers could not be set", e);
    }
    return null;
  }

  /**
   * Puts {@code X-Footprint-Key} into {@code Vary} where answers depend on the client, once; what
   * the application has set there stays. Read each time and not remembered: an application may
   * replace the header, and Jetty drops it for an error page.
   */
  public void addVary(HttpServletResponse response) {
    if (!varies) {
      return;
    }
    try {
      Collection<String> present = response.getHeaders("Vary");
      // No stream, which is made for each answer: 200 B.
      for (String value : present) {
        if (value.contains(HeaderPolicy.KEY_HEADER)) {
          return;
        }
      }
      // Not by addHeader: Undertow ignores that once all of a declared length is written.
      response.setHeader(
          "Vary",
          present.isEmpty()
              ? HeaderPolicy.KEY_HEADER
              : String.join(", ", present) + ", " + HeaderPolicy.KEY_HEADER);
    } catch (RuntimeException e) {
      log.debug("A header could not be set", e);
    }
  }

  private Footprint set(HttpServletResponse response, CostSource source, Finality finality) {
    Footprint cost = source.cost();
    String value = header.value(cost, finality, source.isEstimated(), source.upstream());
    if (value != null) {
      response.setHeader(FootprintHeader.NAME, value);
    }
    if (total != null) {
      response.setHeader(FootprintHeader.TOTAL_NAME, total.value(cost.energyNanojoules() >= 0));
    }
    if (showsServerTiming) {
      ServerTiming.set(response, header.timing(cost));
    }
    return cost;
  }

  /**
   * Removes our headers from an answer that must not carry them, where they may be set already:
   *
   * <ul>
   *   <li>an interim answer such as 103, which carries what is set by then: the final answer would
   *       have a second cost
   *   <li>status 101, which begins another protocol and is no answer that has a cost
   *   <li>status 304, whose headers a cache writes over those of the answer that it has stored
   * </ul>
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
