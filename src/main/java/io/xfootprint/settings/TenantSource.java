// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place in a request where the name of its tenant is, such as {@code header:X-Tenant}.
 * Immutable.
 *
 * @param kind which place it is
 * @param name what to look for there: a header, a claim or the number of a segment; empty for the
 *     kinds that need none
 */
public record TenantSource(Kind kind, String name) {

  /** Where a name can be. */
  public enum Kind {
    /** In the request attribute that the application sets, and nowhere else. */
    ATTRIBUTE(false),
    /** In a header field of the request. */
    HEADER(true),
    /** In a claim of the token that the container or a framework has verified. */
    CLAIM(true),
    /** The host that the request is for. */
    HOST(false),
    /** In a segment of the path inside the application. */
    PATH(true),
    /** Nowhere: nothing is read, and no request has a tenant. */
    NONE(false);

    private final boolean isNamed;

    Kind(boolean isNamed) {
      this.isNamed = isNamed;
    }

    /** Returns it as the setting has it; those with a name end in a colon. */
    private String key() {
      return name().toLowerCase(Locale.ROOT) + (isNamed ? ":" : "");
    }
  }

  /** The name of a header field is a token (RFC 9110, 5.6.2). */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

  private static final Pattern CLAIM = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");

  private static final Pattern SEGMENT = Pattern.compile("[1-9]");

  /** Headers that are secrets by their nature: the names of tenants are kept and shown. */
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-footprint-key");

  private static final Pattern MAYBE_SECRET =
      Pattern.compile("(?i).*(key|token|secret|passw|session|auth|jwt|cookie|cred|cert|sign).*");

  /** Returns the source that a text names; empty if it begins as none does. */
  static Optional<TenantSource> parse(String text) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.isNamed ? text.startsWith(kind.key()) : text.equals(kind.key()))
        .findFirst()
        .map(kind -> new TenantSource(kind, text.substring(kind.key().length()).strip()));
  }

  /** Returns the rule that its name breaks, to be read after "must be"; null if it breaks none. */
  @Nullable String brokenRule() {
    return switch (kind) {
      case HEADER ->
          !TOKEN.matcher(name).matches()
              ? "header:NAME with the name of a header field"
              : CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))
                  ? "header:NAME with a header that holds no credentials, as the names of tenants"
                      + " are kept and shown"
                  : null;
      case CLAIM ->
          CLAIM.matcher(name).matches()
              ? null
              : "claim:NAME with a name of 1 to 200 characters, none of them a control character";
      case PATH -> SEGMENT.matcher(name).matches() ? null : "path:N with N from 1 to 9";
      case ATTRIBUTE, HOST, NONE -> null;
    };
  }

  /** Returns whether the name looks like that of a header which holds a secret. */
  boolean maybeSecret() {
    return kind == Kind.HEADER && MAYBE_SECRET.matcher(name).matches();
  }
}
