// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.meter.Measurement;
import io.xfootprint.upstream.UpstreamAnswers;
import io.xfootprint.upstream.UpstreamSum;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a request to another service, from its sending to its answer. What the answer says of
 * its cost, in {@code X-Footprint}, is added to the request that was current on the thread that
 * sent it. It is for clients that this library has no adapter for:
 *
 * <pre>{@code
 * UpstreamCall call = UpstreamCall.begin(uri);          // on the thread of the request
 * try {
 *   Answer answer = client.send(...);
 *   call.answered(answer.headers()::valuesOf);          // on any thread
 * } finally {
 *   call.end();                                         // does nothing where it is answered
 * }
 * }</pre>
 *
 * <p>A call is counted if its host is one of the setting {@code upstream.hosts} and a request is
 * current. Each exchange is a call of its own, so retries and redirects count. A call without an
 * answer, or with one that does not tell its cost, is one of unknown cost; so is a call that is
 * under way. An answer with {@code Age} comes from a cache, and is no call. Neither is what never
 * reached a service: {@link #drop()}. Safe for use by many threads; nothing throws.
 */
public final class UpstreamCall {

  /** Outside of requests, and where no host is listened to. */
  private static final UpstreamCall NONE = new UpstreamCall(null, false);

  /** Null for {@link #NONE}. */
  private final @Nullable RequestAccount account;

  private final boolean isCounted;
  private final AtomicBoolean ended;

  /** What the headers have told of an answer whose trailer is to come; null before. */
  private volatile @Nullable UpstreamSum told;

  private UpstreamCall(@Nullable RequestAccount account, boolean isCounted) {
    this.account = account;
    this.isCounted = isCounted;
    ended = new AtomicBoolean(!isCounted);
    if (account != null && isCounted) {
      account.callBegan();
    }
  }

  /** Begins a call of the request that is current on this thread. */
  public static UpstreamCall begin(URI uri) {
    if (Measurement.currentListener() instanceof RequestAccount account
        && !account.monitor().upstream().isOff()) {
      // Before any other thread can have the call.
      account.share();
      return of(account, uri.getHost(), uri.getPort(), uri.getScheme());
    }
    return NONE;
  }

  /**
   * Begins a call of a request on any thread.
   *
   * @param context of the thread that was asked to send it
   * @param host name or address; null is in no list
   * @param port below 0 for that of the scheme
   * @param scheme {@code http} or {@code https}
   */
  public static UpstreamCall begin(
      FootprintContext context, @Nullable String host, int port, @Nullable String scheme) {
    return context.listener() instanceof RequestAccount account
            && !account.monitor().upstream().isOff()
        ? of(account, host, port, scheme)
        : NONE;
  }

  /** Begins a further call of the same request, on any thread: a retry, or after a redirect. */
  public UpstreamCall beginNext(URI uri) {
    return account == null ? this : of(account, uri.getHost(), uri.getPort(), uri.getScheme());
  }

  private static UpstreamCall of(
      RequestAccount account, @Nullable String host, int port, @Nullable String scheme) {
    int ofScheme = "https".equalsIgnoreCase(scheme) ? 443 : 80;
    return new UpstreamCall(
        account, account.monitor().upstream().isAllowed(host, port < 0 ? ofScheme : port));
  }

  /** Returns whether there is a request that listens to any host, so that redirects may count. */
  public boolean isPresent() {
    return account != null;
  }

  /** Returns whether the call is counted, so that it is worth to ask for a trailer. */
  public boolean isCounted() {
    return isCounted;
  }

  /**
   * Counts the answer by its headers.
   *
   * @param fields returns all fields of a name; null or nothing where there is none
   */
  public void answered(Function<String, ? extends @Nullable Collection<String>> fields) {
    UpstreamSum cost = read(fields);
    if (cost != null) {
      end(cost);
    }
  }

  /**
   * Notes what the headers say, for a client that shows the trailer. Where they announce one with
   * the cost, the call is under way until {@link #endWithTrailer} or {@link #end()}; else it is
   * counted now.
   *
   * @param fields returns all fields of a name; null or nothing where there is none
   * @return whether the trailer is waited for
   */
  public boolean awaitsTrailer(Function<String, ? extends @Nullable Collection<String>> fields) {
    UpstreamSum cost = read(fields);
    if (cost == null) {
      return false;
    }
    if (cost.isNone() || !UpstreamAnswers.announces(find(fields, UpstreamAnswers.TRAILER))) {
      end(cost);
      return false;
    }
    told = cost;
    return true;
  }

  /**
   * Counts the answer by its trailer, which has the last word; without one by its headers.
   *
   * @param fields returns all fields of a name in the trailer; null or nothing where there is none
   */
  public void endWithTrailer(Function<String, ? extends @Nullable Collection<String>> fields) {
    RequestAccount known = account;
    if (known == null || ended.get()) {
      return;
    }
    Collection<String> last = find(fields, UpstreamAnswers.FIELD);
    if (last.isEmpty()) {
      end();
    } else {
      end(known.monitor().upstream().read(last));
    }
  }

  /** Ends the call, if it has not ended: its cost is unknown unless the headers have told it. */
  public void end() {
    UpstreamSum known = told;
    end(known == null ? UpstreamSum.SILENT : known);
  }

  /** Takes the call back, if it has not ended: it has reached no service. */
  public void drop() {
    end(UpstreamSum.NONE);
  }

  private void end(UpstreamSum cost) {
    if (account != null && ended.compareAndSet(false, true)) {
      account.callEnded(cost);
    }
  }

  /** Returns what headers tell; null if the call has ended or is not counted. */
  private @Nullable UpstreamSum read(
      Function<String, ? extends @Nullable Collection<String>> fields) {
    RequestAccount known = account;
    if (known == null || ended.get()) {
      return null;
    }
    return find(fields, UpstreamAnswers.AGE).isEmpty()
        ? known.monitor().upstream().read(find(fields, UpstreamAnswers.FIELD))
        : UpstreamSum.NONE;
  }

  /** A client that throws here must not fail the request. */
  private static Collection<String> find(
      Function<String, ? extends @Nullable Collection<String>> fields, String name) {
    try {
      Collection<String> found = fields.apply(name);
      return found == null ? List.of() : found;
    } catch (RuntimeException e) {
      return List.of();
    }
  }
}
