// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.servlet.FootprintFilter;
import io.xfootprint.settings.TenantSource;
import io.xfootprint.settings.TenantSource.Kind;
import io.xfootprint.tenant.principal.Principals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TenantNamesTest {

  private final TenantNames off = names(Kind.NONE, "");
  private final TenantNames byAttribute = names(Kind.ATTRIBUTE, "");
  private final TenantNames byHeader = names(Kind.HEADER, "X-Tenant");
  private final TenantNames byClaim = names(Kind.CLAIM, "org");
  private final TenantNames byHost = names(Kind.HOST, "");
  private final TenantNames byPath = names(Kind.PATH, "2");

  private static TenantNames names(Kind kind, String name) {
    return new TenantNames(new TenantSource(kind, name));
  }

  /** Returns a request in which each place has a name. */
  private static TenantRequest full() {
    return new TenantRequest()
        .header("X-Tenant", "of-header")
        .principal(Principals.token(Map.of("org", "of-claim")))
        .host("of-host")
        .path("/t/of-path/orders", null);
  }

  private static HttpServletRequest failing(Throwable failure) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            TenantNamesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) -> {
              throw failure;
            });
  }

  @Test
  void readsThePlaceThatTheSettingNames() {
    TenantRequest request = full();
    assertNull(byAttribute.of(request));
    assertEquals("of-header", byHeader.of(request));
    assertEquals("of-claim", byClaim.of(request));
    assertEquals("of-host", byHost.of(request));
    assertEquals("of-path", byPath.of(request));
  }

  @Test
  void findsNoTenantWhereThePlaceIsEmpty() {
    TenantRequest request = new TenantRequest();
    for (TenantNames each : List.of(byAttribute, byHeader, byClaim, byHost, byPath)) {
      assertNull(each.of(request));
    }
  }

  @Test
  void takesTheWordOfTheApplicationFirst() {
    assertEquals(TenantNames.ATTRIBUTE, FootprintFilter.TENANT_ATTRIBUTE);
    for (TenantNames each : List.of(byAttribute, byHeader, byClaim, byHost, byPath)) {
      assertEquals("own", each.of(full().attribute("footprint.tenant", "own")));
      assertEquals("42", each.of(full().attribute("footprint.tenant", 42)));
      assertEquals("(invalid)", each.of(full().attribute("footprint.tenant", "(own)")));
      // The application says that there is none, whatever the client says.
      assertNull(each.of(full().attribute("footprint.tenant", " ")));
    }
  }

  @Test
  void readsNothingWhereItIsOff() {
    assertNull(off.of(full().attribute("footprint.tenant", "own")));
    // An error that is no fault of linkage is let through: it would show that something was asked.
    assertNull(off.of(failing(new AssertionError("asked"))));
  }

  @Test
  void readsHeadersInAnyCaseOfTheirNames() {
    assertEquals("Acme", byHeader.of(new TenantRequest().header("x-tenant", " Acme ")));
    assertNull(byHeader.of(new TenantRequest().header("X-Tenants", "acme")));
    assertNull(byHeader.of(new TenantRequest().header("X-Tenant", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "acme.example.com, acme.example.com",
    "ACME.Example.com, acme.example.com",
    "acme.example.com., acme.example.com",
    "[2001:DB8::1], [2001:db8::1]",
    "127.0.0.1, 127.0.0.1",
    "., ",
    "'', ",
    ", "
  })
  void writesHostsInOneSpelling(@Nullable String host, @Nullable String name) {
    assertEquals(name, byHost.of(new TenantRequest().host(host)));
  }

  @Test
  void callsEachTextThatIsNoNameInvalid() {
    String text = "x".repeat(121);
    assertSame(TenantNames.INVALID, byHeader.of(new TenantRequest().header("X-Tenant", text)));
    assertSame(TenantNames.INVALID, byHost.of(new TenantRequest().host("x.".repeat(126))));
    assertSame(TenantNames.INVALID, byPath.of(new TenantRequest().path("/t/(other)", null)));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void throwsNothing(Kind kind) {
    TenantNames names = names(kind, "2");
    for (Throwable failure :
        List.of(
            new IllegalStateException("recycled"),
            new NoClassDefFoundError("org/example/Gone"),
            // From code in Kotlin, which declares no exception.
            new IOException("checked"))) {
      assertNull(names.of(failing(failure)));
      assertNull(names.of(new TenantRequest().principal(Principals.failing(failure))));
    }
  }

  @Test
  void throwsNothingWhereAnAttributeHasNoText() {
    Object nameless =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text");
          }
        };
    assertNull(byAttribute.of(new TenantRequest().attribute("footprint.tenant", nameless)));
  }

  @Test
  void saysOnceThatAskingFails() {
    try (CapturedLog log = CapturedLog.of(TenantNames.class.getName(), Level.INFO)) {
      for (int i = 0; i < 3; i++) {
        IOException failure = new IOException("secret");
        assertNull(byClaim.of(new TenantRequest().principal(Principals.failing(failure))));
      }
      assertEquals(
          List.of(
              "The tenant of a request is not known, as asking for it failed"
                  + " (java.io.IOException); such requests are counted without one, and this is"
                  + " said once"),
          log.messages());
    }
  }

  /** A million requests have a million texts of their own. */
  @Test
  void takesNoMemoryForANameThatCanBeUsed() {
    TenantRequest request = full().header("X-Tenant", "M\u00FCller & S\u00F6hne");
    for (TenantNames each : List.of(byAttribute, byHeader, byClaim, byHost)) {
      assertEquals(0, bytesOf(each, request), 1);
    }
    TenantRequest ofSpring =
        new TenantRequest()
            .attribute(
                PrincipalClaim.SPRING_CONTEXT,
                Principals.context(Principals.tokenAuthentication(Map.of("org", "acme"))));
    assertEquals(0, bytesOf(byClaim, ofSpring), 1);
    // A segment is a text of its own.
    assertEquals(60, bytesOf(byPath, request), 40);
    assertEquals(0, bytesOf(byClaim, new TenantRequest().principal(Principals.plain())), 1);
    TenantRequest own = new TenantRequest().attribute("footprint.tenant", "acme");
    assertEquals(0, bytesOf(byAttribute, own), 1);
  }

  private static double bytesOf(TenantNames names, HttpServletRequest request) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 20_000;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        names.of(request);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return (double) least / calls;
  }

  @Test
  void findsNothingButNamesInAnyRequest() {
    Random random = new Random(18);
    int usable = 0;
    for (int i = 0; i < 50_000; i++) {
      TenantRequest request =
          new TenantRequest()
              .header("X-Tenant", text(random, StandardCharsets.ISO_8859_1.name()))
              .host(random.nextInt(10) == 0 ? null : text(random, "any"))
              .path("/" + text(random, "any"), random.nextBoolean() ? null : text(random, "any"))
              .principal(Principals.token(Map.of("org", text(random, "any"))));
      for (TenantNames each : List.of(byHeader, byClaim, byHost, byPath)) {
        usable += UsableNameTest.isUsable(each.of(request)) ? 1 : 0;
      }
    }
    assertTrue(usable > 20_000, "only " + usable);
  }

  private static String text(Random random, String characters) {
    String likely = "Ab/.(; %\t\u0000\u0085\u00FC-:@";
    int bound = characters.equals("any") ? 0x10000 : 0x100;
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextInt(50) == 0 ? 200 : 10);
    for (int i = 0; i < length; i++) {
      text.append(
          random.nextInt(4) == 0
              ? (char) random.nextInt(bound)
              : likely.charAt(random.nextInt(likely.length())));
    }
    return text.toString();
  }
}
