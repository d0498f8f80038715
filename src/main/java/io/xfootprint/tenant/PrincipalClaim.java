// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A claim of the token that a request came with, as the container or a framework tells it, which
 * has verified the token. No token is read here: one that nobody has verified says nothing.
 *
 * <p>Safe for use by many threads.
 */
final class PrincipalClaim {

  /**
   * Name of the request attribute in which Spring Security keeps its context when a request brings
   * its own token. Its principal is never the container's: only what is behind its own filter gets
   * it from the request. Read by its name, so Spring is no dependency.
   */
  static final String SPRING_CONTEXT =
      "org.springframework.security.web.context.RequestAttributeSecurityContextRepository"
          + ".SPRING_SECURITY_CONTEXT";

  /** A context holds an authentication, and that a principal. */
  private static final int MAX_DEPTH = 3;

  private final ByClass<ClaimQuestions> questions;
  private final ByClass<JsonText> json = new ByClass<>(JsonText::new);

  /** Creates the claim of a name, such as {@code org} or {@code https://example.com/tenant}. */
  PrincipalClaim(String name) {
    questions = new ByClass<>(object -> new ClaimQuestions(object, name));
  }

  /** Returns the text of the claim; null where there is no principal, or none with the claim. */
  @Nullable String of(HttpServletRequest request) throws ReflectiveOperationException {
    String ofContainer = ask(request.getUserPrincipal());
    return ofContainer == null ? ask(request.getAttribute(SPRING_CONTEXT)) : ofContainer;
  }

  private @Nullable String ask(@Nullable Object principal) throws ReflectiveOperationException {
    Object asked = principal;
    for (int depth = 0; asked != null && depth < MAX_DEPTH; depth++) {
      ClaimQuestions ofClass = questions.of(asked);
      Object claim = ofClass.claim(asked);
      if (claim != null) {
        return text(claim);
      }
      asked = ofClass.held(asked);
    }
    return null;
  }

  /**
   * Returns the text of a claim that is a text, a number or a truth value. Lists and objects have
   * none: the first of several tenants would be a guess.
   */
  private @Nullable String text(Object claim) throws ReflectiveOperationException {
    if (claim instanceof String text) {
      return text;
    }
    return claim instanceof Number || claim instanceof Boolean
        ? claim.toString()
        : json.of(claim).of(claim);
  }
}
