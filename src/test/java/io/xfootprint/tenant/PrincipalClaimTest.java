// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.tenant.principal.Json;
import io.xfootprint.tenant.principal.Principals;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Principals are hand-written in the shapes of MicroProfile JWT and Spring Security. */
class PrincipalClaimTest {

  private static @Nullable String claim(String name, @Nullable Principal principal)
      throws ReflectiveOperationException {
    return new PrincipalClaim(name).of(new TenantRequest().principal(principal));
  }

  static Stream<Function<Map<String, ?>, Principal>> shapes() {
    return Stream.of(
        Principals::token,
        Principals::tokenAuthentication,
        Principals::ofClaims,
        Principals::ofAttributes,
        Principals::ofAttribute,
        claims -> Principals.authentication(Principals.token(claims)),
        claims -> Principals.authentication(Principals.ofClaims(claims)),
        claims -> Principals.authentication(Principals.ofAttributes(claims)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void asksPrincipalsInAllShapes(Function<Map<String, ?>, Principal> shape) throws Exception {
    String url = "https://example.com/tenant";
    Principal principal = shape.apply(Map.of("org", "acme", "sub", "duke", url, "by-url"));
    assertEquals("acme", claim("org", principal));
    assertEquals("duke", claim("sub", principal));
    assertEquals("by-url", claim(url, principal));
    assertNull(claim("tenant", principal));
    assertNull(claim("Org", principal));
  }

  @Test
  void findsTheMethodsOfAClassOnce() throws Exception {
    PrincipalClaim claim = new PrincipalClaim("org");
    for (String tenant : List.of("acme", "globex", "acme")) {
      Principal principal = Principals.token(Map.of("org", tenant));
      assertEquals(tenant, claim.of(new TenantRequest().principal(principal)));
    }
    Principal other = Principals.ofClaims(Map.of("org", "initech"));
    assertEquals("initech", claim.of(new TenantRequest().principal(other)));
  }

  /** Spring Security shows its principal to what is behind its own filter alone. */
  @Test
  void asksTheContextOfSpringSecurity() throws Exception {
    PrincipalClaim claim = new PrincipalClaim("org");
    Principal token = Principals.tokenAuthentication(Map.of("org", "acme"));
    Object context = Principals.context(token);
    TenantRequest request = new TenantRequest().attribute(PrincipalClaim.SPRING_CONTEXT, context);
    assertEquals("acme", claim.of(request));
    assertEquals("acme", claim.of(request.principal(Principals.plain())));
    Principal ofContainer = Principals.token(Map.of("org", "globex"));
    assertEquals("globex", claim.of(request.principal(ofContainer)));
    Object ofLogin =
        Principals.context(Principals.authentication(Principals.token(Map.of("org", "initech"))));
    request.attribute(PrincipalClaim.SPRING_CONTEXT, ofLogin);
    assertEquals("initech", claim.of(request.principal(null)));
  }

  @Test
  void findsNothingInPrincipalsWithoutClaims() throws Exception {
    assertNull(claim("org", null));
    assertNull(claim("org", Principals.plain()));
    assertNull(claim("org", Principals.authentication(null)));
    assertNull(claim("org", Principals.authentication("duke")));
    assertNull(claim("org", Principals.token(Map.of())));
    Principal endless =
        Principals.authentication(
            Principals.authentication(
                Principals.authentication(Principals.token(Map.of("org", "acme")))));
    assertNull(claim("org", endless));
  }

  @Test
  void takesTextsNumbersAndTruthValues() throws Exception {
    Map<Object, String> texts =
        Map.of(
            "acme",
            "acme",
            42,
            "42",
            42L,
            "42",
            new BigDecimal("4.20"),
            "4.20",
            true,
            "true",
            Principals.json("acme"),
            "acme",
            Principals.json(Json.Type.NUMBER, "42"),
            "42",
            Principals.json(Json.Type.TRUE, "true"),
            "true",
            Principals.json(Json.Type.FALSE, "false"),
            "false");
    for (Map.Entry<Object, String> each : texts.entrySet()) {
      Principal principal = Principals.token(Map.of("org", each.getKey()));
      assertEquals(each.getValue(), claim("org", principal));
    }
  }

  @Test
  void takesNoListsAndObjects() throws Exception {
    for (Object value :
        List.of(
            List.of("acme"),
            Map.of("org", "acme"),
            new String[] {"acme"},
            new Object(),
            'a',
            Principals.json(Json.Type.ARRAY, "[\"acme\"]"),
            Principals.json(Json.Type.OBJECT, "{}"),
            Principals.json(Json.Type.NULL, "null"))) {
      assertNull(claim("org", Principals.token(Map.of("org", value))));
      assertNull(claim("org", Principals.ofClaims(Map.of("org", value))));
    }
  }

  @Test
  void remembersABoundedNumberOfClasses() throws Exception {
    PrincipalClaim claim = new PrincipalClaim("org");
    Principal token = Principals.token(Map.of("org", "acme"));
    InvocationHandler handler = (self, method, arguments) -> "globex";
    Set<Class<?>> classes = new HashSet<>();
    for (int i = 0; i < 2 * ByClass.MAX_CLASSES; i++) {
      // Each loader has a class of its own for the same interfaces.
      ClassLoader loader = new URLClassLoader(new URL[0], token.getClass().getClassLoader());
      Class<?>[] interfaces = {io.xfootprint.tenant.principal.Token.class};
      Principal proxy = (Principal) Proxy.newProxyInstance(loader, interfaces, handler);
      classes.add(proxy.getClass());
      assertEquals("globex", claim.of(new TenantRequest().principal(proxy)));
    }
    assertEquals(2 * ByClass.MAX_CLASSES, classes.size());
    assertEquals("acme", claim.of(new TenantRequest().principal(token)));
  }

  /** A container keeps what the JDK keeps, from one deployment to the next. */
  @Test
  void keepsNoClassOfAStoppedApplication() throws Exception {
    List<WeakReference<ClassLoader>> stopped = new ArrayList<>();
    for (int deployment = 0; deployment < 10; deployment++) {
      ClassLoader application = new OwnPrincipals();
      PrincipalClaim claim = new PrincipalClaim("org");
      Method maker =
          application.loadClass(Principals.class.getName()).getMethod("ofClaims", Map.class);
      Principal principal = (Principal) maker.invoke(null, Map.of("org", "acme"));
      assertSame(application, principal.getClass().getClassLoader());
      // The JDK makes another accessor for a method that is called often.
      for (int i = 0; i < 100; i++) {
        assertEquals("acme", claim.of(new TenantRequest().principal(principal)));
      }
      stopped.add(new WeakReference<>(application));
    }
    // The last one may still be in a register of this method.
    List<WeakReference<ClassLoader>> gone = stopped.subList(0, 9);
    for (int tries = 0; tries < 50 && isAnyLeft(gone); tries++) {
      System.gc();
    }
    assertFalse(isAnyLeft(gone));
  }

  private static boolean isAnyLeft(List<WeakReference<ClassLoader>> references) {
    return references.stream().anyMatch(reference -> reference.get() != null);
  }

  /** A class loader of an application, with principals of its own. */
  private static final class OwnPrincipals extends URLClassLoader {

    private static final String PACKAGE = Principals.class.getPackageName();

    OwnPrincipals() {
      super(new URL[] {Principals.class.getProtectionDomain().getCodeSource().getLocation()});
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Test
  void findsOutOnceWhatAClassIsLike() {
    ByClass<Object> byClass = new ByClass<>(object -> new Object());
    assertSame(byClass.of("a"), byClass.of("b"));
    assertTrue(byClass.of("a") != byClass.of(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"getClaim", "getName"})
  void findsMethodsOfHiddenClassesInPublicInterfaces(String name) {
    Principal hidden = Principals.token(Map.of());
    String[] arguments = name.equals("getClaim") ? new String[] {"org"} : new String[0];
    assertTrue(PublicMethod.of(hidden, name, arguments) != null);
  }
}
