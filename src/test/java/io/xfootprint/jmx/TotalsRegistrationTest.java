// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.Level;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.functional.harness.CapturedLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Under which names beans come and go. */
class TotalsRegistrationTest {

  private static final List<String> PIECES =
      List.of("\"", "*", "?", "\\", ",", "=", ":", "n", "\n", " ", "shop", "/", "\u00fc", "#", "'");

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();

  private static FootprintMonitor monitor(String app) {
    return TestMonitor.start(Map.of("app", app), () -> Instant.EPOCH, () -> 0);
  }

  private TotalsRegistration register(FootprintMonitor monitor) {
    return Objects.requireNonNull(TotalsRegistration.of(monitor, () -> server, () -> 0));
  }

  private Set<String> names() throws Exception {
    return server.queryNames(new ObjectName("io.xfootprint:*"), null).stream()
        .map(ObjectName::toString)
        .collect(Collectors.toSet());
  }

  @Test
  void isNamedAfterTheApplicationUntilThatStops() throws Exception {
    try (FootprintMonitor shop = monitor("shop")) {
      TotalsRegistration bean = register(shop);
      assertEquals(Set.of("io.xfootprint:type=Totals,app=\"shop\""), names());
      bean.close();
      assertEquals(Set.of(), names());
    }
  }

  @Test
  void numbersApplicationsOfOneName() throws Exception {
    try (FootprintMonitor shop = monitor("shop");
        FootprintMonitor other = monitor("shop");
        FootprintMonitor third = monitor("shop")) {
      TotalsRegistration first = register(shop);
      TotalsRegistration second = register(other);
      assertEquals("io.xfootprint:type=Totals,app=\"shop\",number=2", second.name().toString());
      first.close();
      assertEquals(Set.of("io.xfootprint:type=Totals,app=\"shop\",number=2"), names());
      // A version that comes later takes the name that is free.
      assertEquals("io.xfootprint:type=Totals,app=\"shop\"", register(third).name().toString());
    }
  }

  @Test
  void takesAnyNameOfAnApplication() throws Exception {
    Random random = new Random(16);
    for (int i = 0; i < 2_000; i++) {
      String app =
          random
              .ints(random.nextInt(8), 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining());
      ObjectName name = TotalsRegistration.name(app, 1);
      assertEquals(app, ObjectName.unquote(name.getKeyProperty("app")));
      assertFalse(name.isPattern(), app);
    }
    String all = String.join("", PIECES).replace("\n", "");
    try (FootprintMonitor monitor = monitor(all)) {
      TotalsRegistration bean = register(monitor);
      assertEquals(all, server.getAttribute(bean.name(), "App"));
      bean.close();
      assertEquals(Set.of(), names());
    }
  }

  @Test
  void warnsOnceWhereItIsRefused() {
    try (CapturedLog log = CapturedLog.of(TotalsRegistration.class.getName(), Level.WARN);
        FootprintMonitor shop = monitor("shop")) {
      assertNull(
          TotalsRegistration.of(
              shop,
              () -> {
                throw new SecurityException("no server for you");
              },
              () -> 0));
      assertEquals(
          List.of("JMX does not show the totals (java.lang.SecurityException: no server for you)"),
          log.warnings());
    }
  }

  @Test
  void isQuietWhereSomebodyElseHasRemovedIt() throws Exception {
    try (CapturedLog log = CapturedLog.of(TotalsRegistration.class.getName(), Level.WARN);
        FootprintMonitor shop = monitor("shop")) {
      TotalsRegistration bean = register(shop);
      server.unregisterMBean(bean.name());
      bean.close();
      assertEquals(List.of(), log.warnings());
    }
  }
}
