// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which objects of one class can be asked for one claim: by its name, by a map of all,
 * or by another object that they hold.
 *
 * <pre>{@code
 * getClaim(name)         JsonWebToken of MicroProfile; Jwt and OidcUser of Spring Security
 * getAttribute(name)     principals of other libraries
 * getTokenAttributes()   JwtAuthenticationToken and BearerTokenAuthentication of Spring Security
 * getClaims()            principals of other libraries
 * getAttributes()        OAuth2User of Spring Security, and others
 * getPrincipal()         what an Authentication of Spring Security is about
 * getAuthentication()    what a SecurityContext of Spring Security holds
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads.
 */
final class ClaimQuestions {

  private static final List<String> BY_NAME = List.of("getClaim", "getAttribute");
  private static final List<String> MAPS =
      List.of("getTokenAttributes", "getClaims", "getAttributes");
  private static final List<String> HOLDERS = List.of("getPrincipal", "getAuthentication");

  private final String name;
  private final PublicMethod[] values;
  private final PublicMethod[] maps;
  private final PublicMethod[] held;

  /**
   * Finds the methods.
   *
   * @param object one of the objects
   * @param name of the claim
   */
  ClaimQuestions(Object object, String name) {
    this.name = name;
    values = methods(object, BY_NAME, name);
    maps = methods(object, MAPS);
    held = methods(object, HOLDERS);
  }

  private static PublicMethod[] methods(Object object, List<String> names, String... arguments) {
    List<PublicMethod> found = new ArrayList<>();
    for (String each : names) {
      PublicMethod method = PublicMethod.of(object, each, arguments);
      if (method != null) {
        found.add(method);
      }
    }
    return found.toArray(new PublicMethod[0]);
  }

  /** Returns the value of the claim; null if an object does not have it. */
  @Nullable Object claim(Object object) throws ReflectiveOperationException {
    for (PublicMethod each : values) {
      Object value = each.call(object);
      if (value != null) {
        return value;
      }
    }
    for (PublicMethod each : maps) {
      Object value = each.call(object) instanceof Map<?, ?> map ? map.get(name) : null;
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Returns the object that another holds and that may have the claim; null if it holds none. */
  @Nullable Object held(Object object) throws ReflectiveOperationException {
    for (PublicMethod each : held) {
      Object inner = each.call(object);
      if (inner != null) {
        return inner;
      }
    }
    return null;
  }
}
