// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reader of what other services say of their answers, for those hosts that the application
 * trusts to say it. Whatever a host sends, the worst is a call of unknown cost and one line in the
 * log. Safe for use by many threads.
 */
public final class UpstreamAnswers {

  /** Name of the field. */
  public static final String FIELD = "X-Footprint";

  /** The field by which a cache says that it has answered. */
  public static final String AGE = "Age";

  /** The field that announces fields behind the body. */
  public static final String TRAILER = "Trailer";

  private static final Logger log = LoggerFactory.getLogger(UpstreamAnswers.class);

  private final HostList hosts;
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicBoolean reported = new AtomicBoolean();

  /** Creates a reader for these hosts; without any it is off. Each has the form of a host. */
  public UpstreamAnswers(List<String> hosts) {
    this.hosts = new HostList(hosts);
  }

  /** Returns the form of a host, for the setting. */
  public static Pattern hostPattern() {
    return HostList.ENTRY;
  }

  /** Returns whether there is no host to listen to. */
  public boolean isOff() {
    return hosts.isEmpty();
  }

  /**
   * Returns whether a host may say what its answers cost.
   *
   * @param host null if the client does not know it
   */
  public boolean isAllowed(@Nullable String host, int port) {
    return hosts.allows(host, port);
  }

  /**
   * Returns what a call has cost.
   *
   * @param fields all fields {@value #FIELD} of the answer; none is a call of unknown cost
   */
  public UpstreamSum read(Collection<String> fields) {
    if (fields.isEmpty()) {
      return UpstreamSum.SILENT;
    }
    UpstreamSum cost = AnswerCost.of(fields);
    if (cost == null) {
      refuse();
      return UpstreamSum.SILENT;
    }
    return cost;
  }

  /**
   * Returns whether an answer announces its cost behind the body.
   *
   * @param fields all fields {@value #TRAILER} of the answer; of a long one the beginning is read
   */
  public static boolean announces(Collection<String> fields) {
    for (String field : fields) {
      String read = field.substring(0, Math.min(field.length(), AnswerCost.MAX_LENGTH));
      for (String name : read.split(",", -1)) {
        if (name.strip().equalsIgnoreCase(FIELD)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Nothing of the text gets into the log: a service could write lines there. */
  private void refuse() {
    unreadable.incrementAndGet();
    if (!reported.get() && reported.compareAndSet(false, true)) {
      log.warn(
          "An answer of a service in upstream.hosts has a field {} that cannot be read; such calls count"
              + " as unknown, and further ones are not logged",
          FIELD);
    }
  }

  /** Returns how many answers could not be read. */
  public long unreadable() {
    return unreadable.get();
  }
}
