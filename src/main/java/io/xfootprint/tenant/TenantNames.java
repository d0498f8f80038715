// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import io.xfootprint.ledger.BoundedMap;
import io.xfootprint.settings.TenantSource;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of tenants, for whom requests are: customers, organisations, teams.
 *
 * <p>What the application says comes first, by the attribute {@code footprint.tenant}; then the
 * place that the setting {@code tenant} names:
 *
 * <pre>{@code
 * header:X-Tenant    X-Tenant: acme                              acme
 * claim:org          the container's principal, with a JWT       acme
 * host               Host: Acme.example.com:8443                 acme.example.com
 * path:2             /shop/t/acme/orders in the application /shop   acme
 * }</pre>
 *
 * <p>A name has 1 to {@value #MAX_LENGTH} characters, all of them visible or plain blanks between
 * others, and does not begin with a parenthesis. Every other text counts as {@value #INVALID}.
 *
 * <p>Safe for use by many threads.
 */
public final class TenantNames {

  /** Name of the request attribute that an application may set itself. */
  public static final String ATTRIBUTE = "footprint.tenant";

  /** The name of all tenants whose own name cannot be used. */
  public static final String INVALID = "(invalid)";

  /** Longest name in characters of Java. */
  public static final int MAX_LENGTH = 120;

  private static final Logger log = LoggerFactory.getLogger(TenantNames.class);

  /** A place in a request where a name may be. */
  private interface Place {

    /** Returns the text there, null if there is none; objects of others may throw anything. */
    @Nullable String text(HttpServletRequest request) throws Exception;
  }

  /** Names to remember, so that most requests need not look at each character of theirs. */
  private static final int REMEMBERED = 1_000;

  private final BoundedMap<String, String> known = new BoundedMap<>(REMEMBERED);
  private final boolean isNone;
  private final Place place;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  /** Creates the names of an application, by its setting. */
  public TenantNames(TenantSource source) {
    isNone = source.kind() == TenantSource.Kind.NONE;
    place =
        switch (source.kind()) {
          case HEADER -> request -> request.getHeader(source.name());
          case CLAIM -> new PrincipalClaim(source.name())::of;
          case HOST -> TenantNames::host;
          case PATH -> new PathSegment(Integer.parseInt(source.name()))::of;
          case ATTRIBUTE, NONE -> request -> null;
        };
  }

  /**
   * Returns the name of a request's tenant; null if it has none. Called when the request has been
   * handled, as applications and frameworks may tell it late. Never throws.
   */
  public @Nullable String of(HttpServletRequest request) {
    if (isNone) {
      return null;
    }
    try {
      Object own = request.getAttribute(ATTRIBUTE);
      // A blank one is the application's word too: this request is for no tenant.
      String text = own == null ? place.text(request) : own.toString();
      return text == null ? null : name(text);
    } catch (Exception | LinkageError e) {
      // By its class alone: the text of a foreign exception may hold a token, or throw itself.
      if (hasFailed.compareAndSet(false, true)) {
        log.warn(
            "The tenant of a request is not known, as asking for it failed ({}); such requests are"
                + " counted without one, and this is said once",
            className(e));
      }
      return null;
    }
  }

  private @Nullable String name(String text) {
    String remembered = known.get(text);
    if (remembered != null) {
      return remembered;
    }
    String name = UsableName.of(text);
    // Asked first: beyond the bound further names would be added in vain.
    if (name != null && !known.isFull()) {
      known.getOrAdd(name, () -> name);
    }
    return name;
  }

  private static String className(Throwable thrown) {
    // What an object throws that is asked by reflection is inside another exception.
    Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
    return (cause == null ? thrown : cause).getClass().getName();
  }

  /** Returns the host in the one spelling of all that mean it. */
  private static @Nullable String host(HttpServletRequest request) {
    String name = request.getServerName();
    if (name == null) {
      return null;
    }
    // Neither makes a new text where nothing is to change.
    String host = name.toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
