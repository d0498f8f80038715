// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant.principal;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Principals of classes that are private. */
public final class Principals {

  private Principals() {}

  private record Plain(String name) implements Principal {

    @Override
    public String getName() {
      return name;
    }
  }

  private record HiddenToken(Map<String, ?> claims) implements Token {

    @Override
    public String getName() {
      return "duke";
    }

    @Override
    public @Nullable Object getClaim(String name) {
      return claims.get(name);
    }
  }

  /** The base of a class that can be seen, which makes its methods callable. */
  abstract static class Base implements Principal {

    final Map<String, ?> claims;

    Base(Map<String, ?> claims) {
      this.claims = claims;
    }

    @Override
    public String getName() {
      return "duke";
    }
  }

  /** As JwtAuthenticationToken of Spring Security. */
  public static final class TokenAuthentication extends Base implements Authentication {

    TokenAuthentication(Map<String, ?> claims) {
      super(claims);
    }

    public Map<String, ?> getTokenAttributes() {
      return claims;
    }

    @Override
    public Object getPrincipal() {
      return "a token";
    }
  }

  /** A principal with a map of claims. */
  public static final class OfClaims extends Base {

    OfClaims(Map<String, ?> claims) {
      super(claims);
    }

    public Map<String, ?> getClaims() {
      return claims;
    }

    /** Is asked of no object. */
    public static String getClaim(String name) {
      return "of the class: " + name;
    }
  }

  /** A principal with a map of attributes. */
  public static final class OfAttributes extends Base {

    OfAttributes(Map<String, ?> claims) {
      super(claims);
    }

    public Map<String, ?> getAttributes() {
      return claims;
    }
  }

  /** A principal that is asked for one attribute. */
  public static final class OfAttribute extends Base {

    OfAttribute(Map<String, ?> claims) {
      super(claims);
    }

    public @Nullable Object getAttribute(String name) {
      return claims.get(name);
    }
  }

  private record HiddenAuthentication(@Nullable Object principal) implements Authentication {

    @Override
    public String getName() {
      return "duke";
    }

    @Override
    public @Nullable Object getPrincipal() {
      return principal;
    }
  }

  private record HiddenContext(Object authentication) implements Context {

    @Override
    public Object getAuthentication() {
      return authentication;
    }
  }

  private record HiddenText(String text) implements Json.Text {

    @Override
    public Type getValueType() {
      return Type.STRING;
    }

    @Override
    public String getString() {
      return text;
    }
  }

  private record HiddenJson(Type type, String text) implements Json {

    @Override
    public Type getValueType() {
      return type;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public static Principal plain() {
    return new Plain("duke");
  }

  public static Principal token(Map<String, ?> claims) {
    return new HiddenToken(claims);
  }

  public static Principal tokenAuthentication(Map<String, ?> claims) {
    return new TokenAuthentication(claims);
  }

  public static Principal ofClaims(Map<String, ?> claims) {
    return new OfClaims(claims);
  }

  public static Principal ofAttributes(Map<String, ?> claims) {
    return new OfAttributes(claims);
  }

  public static Principal ofAttribute(Map<String, ?> claims) {
    return new OfAttribute(claims);
  }

  public static Principal authentication(@Nullable Object principal) {
    return new HiddenAuthentication(principal);
  }

  public static Object context(Object authentication) {
    return new HiddenContext(authentication);
  }

  public static Object json(String text) {
    return new HiddenText(text);
  }

  public static Object json(Json.Type type, String text) {
    return new HiddenJson(type, text);
  }

  /** Returns a principal that throws when it is asked. */
  public static Principal failing(Throwable failure) {
    return new Token() {
      @Override
      public String getName() {
        return "duke";
      }

      @Override
      public Object getClaim(String name) {
        return Principals.<RuntimeException>fail(failure);
      }
    };
  }

  /** Throws what a method may not declare, as code in Kotlin can. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> Object fail(Throwable failure) throws E {
    throw (E) failure;
  }
}
